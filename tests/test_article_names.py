"""What the German words of an article are known as; `test_suggest_command.py` has the rest."""

from translate.article_names import word_class


def test_word_classes_of_the_lists() -> None:
    classes = [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Gestern", "Xylofen")]
    assert classes == ["name", "ordinary", "ordinary", "ordinary", "unknown"]
