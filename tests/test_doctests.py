"""The examples in the docstrings of the glossary's rooms."""

import doctest
import importlib
import pkgutil

import pytest

import glossary

MODULES = [f"glossary.{module.name}" for module in pkgutil.iter_modules(glossary.__path__)]
WITH_EXAMPLES = [
    name
    for name in MODULES
    if any(found.examples for found in doctest.DocTestFinder().find(importlib.import_module(name)))
]


def test_there_are_examples() -> None:
    assert {"glossary.linked", "glossary.english", "glossary.folding"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_are_true(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried
    assert not failed
