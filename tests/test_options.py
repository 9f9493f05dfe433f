"""The options of a translation as the key of what they lead to."""

from dataclasses import fields, replace
from itertools import combinations, product
from typing import get_args

from translate.options import Device, EngineName, Options

# What changes a segment's translation, with other values than the usual ones.
CHANGES = {
    "model": ["Helsinki-NLP/opus-mt-de-en", "./de-en", "beam3-de-en"],
    "engine": get_args(EngineName),
    "device": get_args(Device),
    "beam_size": [1, 30],
}


def test_options_that_translate_differently_have_different_keys() -> None:
    some = [Options(*values) for values in product(*CHANGES.values())]
    assert all(one.cache_key() != other.cache_key() for one, other in combinations(some, 2))


def test_every_field_is_in_the_key_or_known_not_to_matter() -> None:
    for field in fields(Options):
        values = CHANGES.get(field.name, [True, False])
        keys = {replace(Options(), **{field.name: value}).cache_key() for value in values}
        assert len(keys) == (len(values) if field.name in CHANGES else 1), field.name
    assert {field.name for field in fields(Options)} - CHANGES.keys() == {"repair", "memory"}


def test_the_key_is_the_same_tomorrow() -> None:
    assert Options().cache_key() == Options().cache_key() == "ct2-auto-beam3-de-en"
