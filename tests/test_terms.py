from glossary.terms import Glossary, Term


def test_the_later_entry_of_a_source_wins() -> None:
    shipped = [Term("Kiew", "Kiev"), Term("Lawrow", "Lavrov")]
    own = [Term("Kiew", "Kyiv")]
    assert Glossary.merge(shipped, own).terms == (Term("Kiew", "Kyiv"), Term("Lawrow", "Lavrov"))


def test_sources_that_differ_in_capitals_are_two() -> None:
    assert len(Glossary.merge([Term("Essen", "Essen"), Term("essen", "eat")]).terms) == 2
