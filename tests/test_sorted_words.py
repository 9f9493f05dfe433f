"""Lists that are searched without being taken apart."""

from hypothesis import given
from hypothesis import strategies as st

from translate import sorted_words

WORDS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=5)


@given(st.sets(WORDS, max_size=30), st.lists(WORDS, max_size=10))
def test_what_is_listed_is_found_and_nothing_else(words: set[str], others: list[str]) -> None:
    listed = sorted_words.in_order(words)
    for word in [*words, *others]:
        assert sorted_words.is_listed(word, listed) == (word in words)
