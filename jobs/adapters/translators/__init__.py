"""Translators by name. To add one: a module beside this file and a line in ``TRANSLATORS``."""
