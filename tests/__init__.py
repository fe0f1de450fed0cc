"""Tests; ``tests.quality`` is also the gate."""
