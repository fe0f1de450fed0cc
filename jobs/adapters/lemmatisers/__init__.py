"""Lemmatisers: words and their dictionary forms in three languages."""
