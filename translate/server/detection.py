"""Which language a text is in, for clients that ask."""

from translate.documents import language

_CODES = {
    "german": "de", "english": "en", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "polish": "pl", "czech": "cs", "danish": "da", "swedish": "sv", "norwegian": "nb",
    "hungarian": "hu", "romanian": "ro", "croatian": "hr", "turkish": "tr", "finnish": "fi", "latin": "la",
}  # fmt: skip


def languages(text: str) -> list[tuple[str, float]]:
    """The codes of the languages that a text may be in, the likeliest first, each with a confidence from 0 to 100.

    >>> languages("Das Haus ist alt.")[0][0], languages("The house is old.")[0][0]
    ('de', 'en')
    """
    return [(_CODES[name], round(100 * share, 1)) for name, share in language.ranked(text)]
