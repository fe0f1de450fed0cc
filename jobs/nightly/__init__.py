"""The scheduled run: one lock, every changed event, a page a day, an index over all."""
