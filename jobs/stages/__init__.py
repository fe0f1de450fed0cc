"""The way from articles to claims: one file a stage, each one pure function."""
