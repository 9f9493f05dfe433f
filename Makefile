# Everything happens in .venv; on a fresh machine `make demo` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
PIP = .venv/bin/python -m pip

.PHONY: demo test clean

demo: .venv/demo
	.venv/bin/deen translate examples/nordkorea.de.txt

test: .venv/test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/test: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build *.egg-info
