"""The sections of a report page. To add one: a module, a template, a line in ``SECTIONS``."""
