"""Readers of files by suffix. To add one: a module beside this file and a line in ``SOURCES``."""
