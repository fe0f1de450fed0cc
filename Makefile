# One environment, made once from pyproject.toml; every target below uses it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
EVENT  ?=
FROM   ?=
DATA   ?=
NTREX  ?= $(FRAMING_NTREX)

.DEFAULT_GOAL := help
.PHONY: help names lexicon contextual-examples report test models nightly bench gate check lint train-compact-translator train-universal-encoder

help:  ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-26s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Set PYTHON=python3.11."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade-strategy only-if-needed --editable '.[dev]'
	@touch $@

report: $(READY)  ## Report on every event whose inputs changed (or EVENT=NAME)
	@$(BIN)/framing report $(EVENT)

test: $(READY)  ## Run all tests
	$(BIN)/python -m pytest

models: $(READY)  ## Download the Argos packages, or install from FROM=DIR
	@$(BIN)/framing models $(if $(FROM),--from '$(FROM)',--install)

nightly: $(READY)  ## Run the changed events under a lock and keep the day's pages
	@$(BIN)/framing nightly

check: $(READY)  ## Lint, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy jobs
	$(BIN)/lint-imports

gate: $(READY)  ## Measure quality against the floors (NTREX=FILE of the benchmark)
	$(BIN)/python -m tests.quality.gate $(if $(NTREX),--ntrex '$(NTREX)')

bench: $(READY)  ## Measure speed, as ratios against a peer in the same run
	$(BIN)/python -m tests.bench.bench_encoder

train-compact-translator: $(READY)  ## Train the compact translator (DATA=DIR of parallel text)
	$(BIN)/python models/compact-translator/train.py --data '$(DATA)' --out models/compact-translator

names: $(READY)  ## Mine the spellings of names, gather the gazetteer (DATA=DIR of parallel text)
	$(BIN)/python models/names/mine.py --data '$(DATA)'
	$(BIN)/python models/names/gather.py --data '$(DATA)'

lexicon: $(READY)  ## Mine the translator's lexicon (DATA=DIR of parallel text, ROUGH=DIR of ukrainian.py)
	$(BIN)/python -m pip install --quiet eflomal==2.0.0
	$(BIN)/python models/lexicon/mine.py --data '$(DATA)' $(if $(ROUGH),'$(ROUGH)')
	$(BIN)/python models/lexicon/build.py

train-universal-encoder: $(READY)  ## Adapt the encoder to Ukrainian (DATA=DIR of parallel text)
	$(BIN)/python models/universal-encoder/train.py --data '$(DATA)' --out models/universal-encoder

contextual-examples: $(READY)  ## Read the frame books' sentences beforehand, after a change to them
	$(BIN)/python models/contextual-encoder/prepare.py
