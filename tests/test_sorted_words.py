"""Lists that are searched without being taken apart."""

from hypothesis import given
from hypothesis import strategies as st

from translate import sorted_words

SIGNS = st.characters(exclude_characters="\n", exclude_categories=["Cs"])
WORDS = st.text(SIGNS, min_size=1, max_size=5)
ROWS = st.tuples(st.sampled_from(["a", "ab", "b", "ä", "ab-"]), st.text(SIGNS, max_size=3))


@given(st.sets(WORDS, max_size=30), st.lists(WORDS, max_size=10))
def test_what_is_listed_is_found_and_nothing_else(words: set[str], others: list[str]) -> None:
    listed = sorted_words.in_order(words)
    for word in [*words, *others]:
        assert sorted_words.is_listed(word, listed) == (word in words)


@given(st.sets(ROWS, max_size=30))
def test_the_rows_of_a_word_are_found_and_no_others(rows: set[tuple[str, str]]) -> None:
    lines = {"\t".join(row) for row in rows}
    listed = sorted_words.in_order(lines)
    for word in ("a", "ab", "b", "ä", "ab-", "c"):
        assert set(sorted_words.rows(word, listed)) == {line for line in lines if line.startswith(f"{word}\t")}
