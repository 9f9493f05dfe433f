"""Terms with all that an entry may have, as the tests of files of glossaries try them."""

from hypothesis import strategies as st

from glossary.terms import Term

WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="⟨⟩|"), min_size=1)
TEXT = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
MAYBE = TEXT | st.just("")
LIST = st.lists(TEXT, unique=True, max_size=3).map(tuple)
TERM = st.builds(Term, TEXT, TEXT, MAYBE, LIST, MAYBE, st.just(""), MAYBE, LIST).filter(
    lambda term: not {term.target, term.plural} & set(term.forbidden) and term.source not in term.forms
)
TERMS = st.lists(TERM, min_size=1, max_size=4)
