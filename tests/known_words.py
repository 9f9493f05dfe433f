"""What a handful of German words is known as, for the tests that find names."""

from glossary.name_tokens import WordClass

ORDINARY = set(
    "Minister Reise Besuch Präsident Außenminister Berater Haus Gespräche Doppelgängerin Chef Land Sprecher Wolf "
    "New Frau Dr Gemeinde".split()
)
NAMES = {"Merkel", "Angela", "Obama", "Kate", "Peter", "Ursula"}


def classify(word: str) -> WordClass:
    if word in NAMES:
        return "name"
    return "ordinary" if word in ORDINARY or word.islower() or word in ("Der", "Die", "Dann", "Heute") else "unknown"
