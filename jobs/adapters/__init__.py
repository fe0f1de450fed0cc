"""The outside world behind the ports: files, translators, encoders, lemmatisers."""
