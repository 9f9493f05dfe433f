"""Names of headings as generators of sites make them, and links that follow."""

import pytest

from translate.formats.markup.anchors import followed, slugs


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Über uns", "über-uns"),
        ("Wer? Wie! Was.", "wer-wie-was"),
        ("C & D", "c--d"),
        ("snake_case und kebab-case", "snake_case-und-kebab-case"),
        (" 1. Schritt ", "1-schritt"),
    ],
)
def test_the_rule_of_github(heading: str, slug: str) -> None:
    assert slugs([heading]) == [slug]


def test_names_are_not_given_twice() -> None:
    assert slugs(["a", "a", "a-1", "a"]) == ["a", "a-1", "a-1-1", "a-2"]


@pytest.mark.parametrize("anchor", ["über-uns", "%C3%BCber-uns", "uber-uns", "ueber-uns", "Über-uns"])
def test_a_link_follows_its_heading_by_any_rule(anchor: str) -> None:
    assert followed(["Über uns"], ["About us"])(anchor) == "about-us"


def test_the_second_of_one_name_is_followed() -> None:
    name = followed(["Haus", "Haus", "Haus"], ["House", "Home", "House"])
    assert [name(anchor) for anchor in ("haus", "haus-1", "haus-2", "haus_1")] == ["house", "home", "house-1", "home"]


def test_what_names_no_heading_stays() -> None:
    assert followed(["Haus"], ["House"])("garten") == "garten"
    assert followed(["Haus"], ["House", "Garden"])("haus") == "haus"


def test_letters_that_an_address_had_encoded_stay_so() -> None:
    assert followed(["Über"], ["Café"])("%C3%BCber") == "caf%C3%A9"
