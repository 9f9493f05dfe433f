"""Words and signs of a text that a model cannot spell, and what is written beside the text rather than in it.

A model has pieces for few characters. Others it writes byte by byte, often wrong, and its normalisation makes others of
them (`10⁶` → `106`). What such a character belongs to is copied as a whole.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossary.linked import Span

# Signs that belong to the letters and digits they touch: superscripts, fractions, marks of units and of brands.
_ATTACHED = "²³¹⁰-⁹⁺⁻⁼⁽⁾ⁿⁱ₀-₉₊₋₌₍₎¼-¾⅐-⅞↉①-⓿ªº°℃℉′″‴‰‱™®©℠µ\u0300-\u036f"
_NUMBER = r"\d{1,15}(?:[.,]\d{1,15}){0,6}"
_SPACE = r"[ \u00a0\u202f]?"
_OPERATOR = r"[±×÷≈≠≤≥∓∼−]"
_UNIT = r"(?:°[ \u00a0]?[CFK]?|[‰‱℃℉¢₠-₫₭-₿])"
_QUANTITY = re.compile(
    rf"№{_SPACE}\d{{1,9}}|(?<![\w.,]){_NUMBER}(?:{_SPACE}{_OPERATOR}{_SPACE}{_NUMBER}){{1,6}}(?!\w)"
    rf"|{_OPERATOR}{_SPACE}{_NUMBER}(?:{_SPACE}{_UNIT}(?!\w))?|(?<![\w.,]){_NUMBER}{_SPACE}{_UNIT}(?!\w)"
)
# Letters and digits with such signs among them.
_WORD = re.compile(rf"(?<![\w{_ATTACHED}])(?:{_NUMBER}(?=[\w{_ATTACHED}]))?[\w{_ATTACHED}]{{1,80}}")
_HAS_SIGN = re.compile(f"[{_ATTACHED}]")
# A mark behind a longer word is that of a footnote: Umsatz¹, but m².
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{4})[¹²³⁴-⁹]{1,2}(?!\w)")
# What is set beside the text: footnote marks, arrows, emoji, ticks and other pictures.
_PICTURE = "←-⇿⌀-⏿■-➿⤀-⥿⬀-⯿\U0001f000-\U0001faff\ufe0f\u200d\u20e3"
_BESIDE = re.compile(
    rf"[{_PICTURE}]{{1,40}}|(?<=[\w.!?…\"“”»)\]])(?:\[\d{{1,3}}\]){{1,9}}"
    rf"|(?<=[.!?…\"“”»)])[¹²³⁴-⁹]{{1,3}}(?!\w)|(?<=[\w.!?…\"“”»)])[†‡※]|(?<=[.!?…\"“”»)])\*{{1,3}}(?!\w)|[•‣▪◦†‡※](?=\s)|(?<!\w)[©®℗]"
)
# Without one of these a text has nothing beside it.
_MAY_BE_BESIDE = re.compile(f"[{_PICTURE}¹²³⁴-⁹†‡※•‣▪◦©®℗\\[*]")
# An arrow between two words says something: Nord → Süd.
_ARROW = re.compile(r"(?<=\w )[←-⇿⟵-⟿⬅-⬍➔-➾](?= \w)")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,60},\d+")


@dataclass(frozen=True, slots=True)
class Sign:
    """The characters `[start, end)` of a text, which the model cannot spell; `english` is how English writes them."""

    start: int
    end: int
    english: str

    @property
    def span(self) -> Span:
        """Its characters in the text."""
        return self.start, self.end


def beside(text: str) -> list[Span]:
    """What stands beside the text: footnote marks behind a word or a sentence, arrows, emoji.

    >>> beside("gegründet.[1] Tor ⚽!")
    [(10, 13), (18, 19)]
    """
    if not _MAY_BE_BESIDE.search(text):
        return []
    spans = [found.span() for pattern in (_BESIDE, _FOOTNOTE) for found in pattern.finditer(text)]
    return sorted(span for span in spans if not _ARROW.match(text, span[0]))


def unspelt(text: str, spells: Callable[[str], bool]) -> list[Sign]:
    """Words, quantities and signs with a character that `spells` denies, in order, each at one place once.

    Quotation marks, dashes, spaces and the like, which English may write otherwise, are none.

    >>> [one.english for one in unspelt("Brașov, 1.200 m² und 37,5 °C", str.isascii)]
    ['Brașov', 'm²', '37.5 °C']
    """
    if text.isascii() or all(map(spells, text)):
        return []
    found: list[Sign] = []
    for start, end in sorted(_candidates(text, spells), key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1].end:
            found.append(Sign(start, end, _DECIMAL.sub(_with_english_marks, text[start:end])))
    return found


def _candidates(text: str, spells: Callable[[str], bool]) -> Iterator[Span]:
    for match in _QUANTITY.finditer(text):
        if not all(spells(c) for c in match[0] if not c.isspace()):
            yield match.span()
    yield from (match.span() for match in _ARROW.finditer(text))
    for match in _WORD.finditer(text):
        if (_HAS_SIGN.search(match[0]) or not match[0].isascii()) and _is_unspelt(match[0], spells):
            yield match.span()


def _is_unspelt(word: str, spells: Callable[[str], bool]) -> bool:
    """Whether a word has a character that cannot be spelt; decomposed letters are what they are made of."""
    odd = {c for c in unicodedata.normalize("NFC", word) if not spells(c) and not _is_ligature(c)}
    # These have a place beside the text where they stand alone.
    return bool(odd - {"°", "©", "®"}) or (bool(odd) and len(word) > 1)


def _is_ligature(character: str) -> bool:
    """Whether a letter stands for plain ones: `ﬁ`, `Ａ`."""
    plain = unicodedata.normalize("NFKC", character)
    return plain != character and plain.isascii() and plain.isalpha() and character.isalpha() and character not in "ªº"


def _with_english_marks(number: re.Match[str]) -> str:
    return number[0].translate(str.maketrans(".,", ",."))
