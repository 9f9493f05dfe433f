"""Names that no glossary has, found in an article; `test_suggest_command.py` has what is suggested."""

from glossary.matching import Matcher
from glossary.terms import FOUND, Glossary, Term
from translate.found_names import surveyed, word_class


def test_word_classes_of_the_lists() -> None:
    classes = [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Gestern", "Xylofen")]
    assert classes == ["name", "ordinary", "compound", "ordinary", "unknown"]


def test_a_name_that_the_glossary_lacks_is_found_in_every_sentence() -> None:
    matcher = Matcher(Glossary((Term("Minsk", "Minsk", "place"),)))
    found = list(surveyed(["Juri Uschakow kam nach Minsk.", "Das sagte Juri Uschakow."], matcher))
    terms = [[(one.term.target, one.term.origin) for one in of_one.matches] for of_one in found]
    assert terms == [[("Yuri Ushakov", FOUND), ("Minsk", "")], [("Yuri Ushakov", FOUND)]]
