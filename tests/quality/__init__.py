"""The quality gate: see ``tests.quality.gate``."""
