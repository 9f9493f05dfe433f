"""Names that only the article tells to be transcribed from Cyrillic."""

import pytest

from glossary.name_scripts import cyrillic


def told(*sentences: str, names: str) -> set[str]:
    """The names, of those given with commas between them, that the sentences tell to be from Cyrillic."""
    numbers = {
        name: [number for number, sentence in enumerate(sentences) if name in sentence] for name in names.split(", ")
    }
    return set(cyrillic(numbers, sentences))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        # The wife's surname, a first name with a country, and two words that tell the country.
        ("Jelena Rybinskaja und Rybinski sprachen.", "Rybinski"),
        ("In Minsk sprach Maxim Rybakow.", "Maxim Rybakow"),
        ("Der Kreml und die ukrainische Regierung zitieren Rybakow.", "Rybakow"),
    ],
)
def test_what_stands_near_a_name_tells_its_script(sentence: str, names: str) -> None:
    assert told(sentence, names=names) == {names}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("In Minsk sprach Markus Grabinowski.", "Markus Grabinowski"),
        ("In Warschau und Minsk sprach Viktor Grabinowski.", "Viktor Grabinowski"),
        ("In Bonn sprach Maxim Rybakow.", "Maxim Rybakow"),
        ("Der Kreml zitiert Rybakow.", "Rybakow"),
        # No ending of a name from Cyrillic, and one that is known to be another.
        ("In Moskau und Minsk sprach Maxim Schwarz.", "Maxim Schwarz"),
        ("In Moskau und Minsk sprach Maxim Pankow.", "Maxim Pankow"),
    ],
)
def test_what_tells_too_little_or_something_else(sentence: str, names: str) -> None:
    assert told(sentence, names=names) == set()


def test_a_first_name_anywhere_tells_of_the_surname_too() -> None:
    sentences = ["In Minsk sprach Maxim Rybakow.", *["Es regnete."] * 9, "Rybakow lachte."]
    assert told(*sentences, names="Maxim Rybakow, Rybakow") == {"Maxim Rybakow", "Rybakow"}
    sentences[0] = "In Minsk sprach Markus Rybakow."
    assert told(*sentences, "Der Kreml und Moskau.", names="Markus Rybakow, Rybakow") == set()


def test_only_what_is_near_tells() -> None:
    assert told("In Minsk und Moskau regnet es.", *["Es regnete."] * 9, "Rybakow lachte.", names="Rybakow") == set()
