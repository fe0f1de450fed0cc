"""From tables to pages: model, sections, charts, rendering."""
