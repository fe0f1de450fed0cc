"""What the tables say about framing: pure functions from tables to tables."""
