# Everything happens in .venv; on a fresh machine the targets need Python 3.11 or newer and nothing else.
PYTHON ?= python3
PIP = .venv/bin/python -m pip

.PHONY: demo check lint test clean

demo: .venv/demo
	.venv/bin/deen translate examples/nordkorea.de.txt

# What answers in some minutes: all but the tests that take long or load the model, with fewer examples of each property.
check: lint
	.venv/bin/pytest -m "not slow and not model" --hypothesis-profile quick

lint: .venv/test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

test: lint
	.venv/bin/pytest

.venv/bin/python:
	$(PYTHON) -m venv .venv

# pip is silent, and does not finish at once.
.venv/demo: .venv/bin/python pyproject.toml constraints.txt
	@echo "setting up .venv (a minute or two) …"
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/test: .venv/bin/python pyproject.toml constraints.txt
	@echo "setting up .venv with what tests need (some minutes, most of them for torch) …"
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv build *.egg-info
