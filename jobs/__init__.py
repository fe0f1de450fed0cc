"""Framing Report: how outlets in Russian, Ukrainian and English framed one event."""

__version__ = "0.1.0"
