"""Language identifiers."""

from jobs.adapters.identifiers.langid import LangId

__all__ = ["LangId"]
