"""Texts of any length that repeat what costs careless code more time than the text is long."""

# ruff: noqa: E501
from collections.abc import Callable, Mapping

_CONSONANTS = "bdfgklmnprst"
_VOWELS = "aeiou"


def _name(number: int) -> str:
    """A made word of its own for each number."""
    word = ""
    while number or not word:
        number, letter = divmod(number, len(_CONSONANTS))
        number, vowel = divmod(number, len(_VOWELS))
        word += _CONSONANTS[letter] + _VOWELS[vowel]
    return word


def _of(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _numbered(unit: str) -> Callable[[int], str]:
    """Repeats a unit with a number, or a word, that differs each time."""

    def text(length: int) -> str:
        parts: list[str] = []
        total = 0
        while total < length:
            part = unit.format(number=len(parts), name=_name(len(parts)).capitalize(), word=_name(len(parts)))
            parts.append(part)
            total += len(part)
        return "".join(parts)[:length]

    return text


def _inside(opening: str, inner: str, closing: str) -> Callable[[int], str]:
    """Half of the text opens, half of it closes."""

    def text(length: int) -> str:
        depth = max(1, (length - len(inner)) // (len(opening) + len(closing)))
        return opening * depth + inner + closing * depth

    return text


_UNITS = (
    "Putin ", "Kim Jong Un ", "Iwanow ", "Iwanows ", "Putin, ", "Herr Müller ", "Bundesbank ", "der Kreml ", "USA ",
    "von der Leyen ", "X", "a", "ä", "ß", "Ab", "A B ", "a b ", "das ", "nicht ", "und ", "Zwölf ", "eins ",
    ". ", ".", "… ", "! ", "?!", "a. ", "z. B. ", "Dr. ", "1. ", "3. Mai ", ", ", "; ", ": ", "- ", "-", "– ", "a-",
    "(", ")", "( ", "[1] ", "[", "{", "„", "“", "„a“ ", '"', "'", "’", "»", "«a» ", "a’s ", "/", "a/", "\\", "|", "*",
    "**a** ", "_", "`", "#", "~", "^", "=", "+", "%", "5 % ", "§ 5 ", "@", "@a ", "#a ", "a@b.de ", "http://a.de/ ",
    "www.a.de/", "a.b.", "a.b", "C:\\a\\", "&", "&nbsp;", "&amp;", "&#", "&amp;amp;", "<", ">", "<b>", "</b>", "<b>a</b> ",
    "<!--", "<a href=", "<p", "{0} ", "%s ", "$x$ ", "1", "12", "123.456 ", "123.456", "1,5 ", "1.000.000,00 Euro ",
    "12:30 ", "12:30", "12:30 Uhr ", "1.1.2020 ", "2000., ", "2000 ", "20 Uhr ", "um acht ", "1/2 ", "1-2 ", "1–2 ",
    "½", "١", "ⅷ", "5½ ", "XIV. ", "²", "km ", "5 km ", "Millionen ", "1 Million ", "0", "00 ", "-1 ",
    "漢", "漢字 ", "。", "字。 ", "Я", "Путин ", "\u05d0", "ع ", "😀", "👩‍👩‍👧 ", "🇩🇪", "\u0301", "e\u0301", "é", "\u200d", "\u200b",
    "\u00ad", "a\u00ad", "\u00a0", "\u2028", " ", "\t", "a\t", "\n", "\n\n", "a\n", "a-\n", "a \n", "- a\n", "1. a\n",
    "> ", ">", "> a\n", "a  b\n", "\r\n", "\x00", "\x1b[31m", "\ufffd", "Ã¤", "Ã", "â€œ", "\ufeff", "İ", "ŉ", "ﬁ", "ſ",
    "Schifffahrt", "Kund:innen ", "Kund*innen", "Donau-Dampf-", "Ein Satz. ", "Ein Satz.", "Haus des Haus ",
    "sagte er, „", "Er sagte: ", "|a|", "|a", "a,b\n", "a;b\n", '"a",', "```\n", "    a\n", "---\n", "[a](b) ", "![", "[a]:",
)  # fmt: skip
_NUMBERED = (
    "{name} ", "{word} ", "{name}, ", "{name} {name} ", "{number} ", "{number}. ", "{number}.000 ", "{name}-",
    "{name}s {name}. ", "Das ist {name}. ", "[{number}] ", "<{word}>", "&{word};", "{name}\n", "{name}\n\n",
    "[{word}]: {word}\n", "#{word} ", "{word}.de ", "{name} sagte, {name} sei {number} Jahre alt. ",
)  # fmt: skip
_NESTED = (
    ("(", "a", ")"), ("„", "a", "“"), ("[", "a", "]"), ("<b>", "a", "</b>"), ("{a, plural, other {", "a", "}}"),
    ("*", "a", "*"), ("> ", "a", ""), ("<p>", "a", ""), ("((", "1", "))"), ("a", " ", "b"), ("1", ".", "2"),
)  # fmt: skip

# What is repeated → the text of so many characters.
REPEATED: Mapping[str, Callable[[int], str]] = (
    {unit: _of(unit) for unit in _UNITS}
    | {unit: _numbered(unit) for unit in _NUMBERED}
    | {f"{opening}…{inner}…{closing}": _inside(opening, inner, closing) for opening, inner, closing in _NESTED}
)
FRAGMENTS = (*_UNITS, *(mark for nested in _NESTED for mark in nested if mark))
