"""`a` or `an` by what a word sounds like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import sounds


@pytest.mark.parametrize(
    ("article", "words"),
    [
        (
            "an",
            "apple egg award hour hourly honest honour heiress heir-at-law uncle uninteresting unidentified onerous",
        ),
        ("an", "Ecuadorian Austrian Uber-driver Uzbek Österreicher Yvonne O'Neill iPhone eBay"),
        ("an", "EU FBI MP MPs NGO SPD SUV HIV MRI FC AfD ÖVP ISIS OPEC X X-ray S-Bahn F-16 e-mail A380 MP3 R&D LED"),
        ("an", "8 8th 11 18 18-year-old 80 85 800 8,000 18,000 8000 1860s 8.5 $8m €11"),
        (
            "a",
            "house European eulogy union university unanimous uranium Ukrainian Ugandan useful used one one-off once",
        ),
        ("a", "hospital hyena homepage L'Oréal D'Artagnan Yemeni yacht"),
        ("a", "UN US UK UFO NATO NASA UNESCO UEFA FIFA U-turn T-shirt UK-based VfB CDU BMW"),
        ("a", "1 10 1,800 1,100 180 110 118 7 70 17 1980s 1.8 £1.1bn 100"),
        # What one cannot know.
        ("", "historic hotel herb NEW MAN 1150 € … - ("),
    ],
)
def test_the_article_before_a_word(article: str, words: str) -> None:
    assert {word: sounds.indefinite(word) for word in words.split()} == dict.fromkeys(words.split(), article)


@given(st.text(max_size=8))
def test_any_text_has_an_answer(word: str) -> None:
    assert sounds.indefinite(word) in ("a", "an", "")


@given(st.integers(0, 10**9))
def test_numbers_are_read_in_groups_of_three(number: int) -> None:
    written = f"{number:,}"
    leading = int(written.split(",", maxsplit=1)[0])
    assert sounds.indefinite(written) == (
        "an" if leading in (8, 11, 18) or 80 <= leading < 90 or 800 <= leading < 900 else "a"
    )
