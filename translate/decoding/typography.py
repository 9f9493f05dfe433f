"""What small models get wrong in setting English: spaces, dashes, doubled stops, capitals."""

import re
from collections.abc import Callable, Iterator

from glossary import english, presence, wordlists
from glossary.linked import LinkedText, Span, Taken
from glossary.terms import Sentence
from glossary.word_patterns import LETTERS
from translate import figures

# A span of a translation and what is to be written there.
_Edit = tuple[Span, str]

# Not before dots that leave something out, an emoticon or a number (.5).
_SPACE_BEFORE = re.compile(r"(?<=[\w\"'”’)%]) +(?=[,;:!?.)\]}](?![.\w()]))")
_SPACE_BEHIND = re.compile(r"(?<=[(\[{]) +(?=\w)")
_SLASH_SPACED = re.compile(r"(?<=\w) ?/ (?=\w)|(?<=\w) /(?=\w)")
# A stop that opens the sentence, before a hint mostly: ". DPA reported".
_STRAY = re.compile(r"\A[.,;:] +(?=\w)")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
# The second of two full stops: p.m.. and "No.".
_SECOND_STOP = re.compile(r"(?<=[\w)]\.)\.(?!\.)|(?<=\w[.!?][\"'”’])\.(?![.\w])")
_STOP_IN_BRACKETS = re.compile(r"\.[)\]]\s*\Z")
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,6})(st|nd|rd|th)(?!\w)")
_DASH = re.compile(r"(?<=[^\s–—-]) [-—] (?=[^\s–—-])|(?<=\w)—(?=\w)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) - (?=\d)")
_RANGE = re.compile(r"(?<![\w.,/-])(\d{1,4})-(\d{1,4})(?![\w/-]|[.,]\d)")
# Where one number may end a range and begin the next.
_WRITTEN_RANGE = re.compile(r"(\d{1,4})–(?=(\d{1,4}))")
# A word with a capital between a small one and a small one.
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{1,8}(?= [a-z])")


def typeset(sentence: Sentence, linked: LinkedText) -> LinkedText:
    """A translation with the slips of setting mended; its terms stay as they are.

    >>> typeset(Sentence("Er kam um 20 Uhr – spät."), LinkedText("He came at 8 p.m..  Late - very")).text
    'He came at 8 p.m. Late – very'
    """
    for find in _FINDERS:
        edits = sorted(find(sentence.text, linked.text), key=lambda edit: (edit[0], -len(edit[1])), reverse=True)
        if not edits:
            continue
        terms = Taken(presence.assign(sentence, linked).taken if sentence.matches else ())
        done = len(linked.text) + 1
        kept: list[tuple[Span, str, Span | None]] = []
        for span, written in edits:
            # Of two edits at one place the one that leaves less is enough.
            if span[1] > done or (span[1] == done and span[0] == span[1]):
                continue
            done = span[0]
            if not terms.overlap(span):
                kept.append((span, written, None))
        linked = linked.all_replaced(kept[::-1])
    return linked


def _spaces(source: str, text: str) -> Iterator[_Edit]:
    for pattern, written in ((_SPACE_BEFORE, ""), (_SPACE_BEHIND, ""), (_SPACES, " ")):
        yield from ((found.span(), written) for found in pattern.finditer(text))
    # A term is written with a space before it: DPA/ Reuters.
    if "/" in source and not _SLASH_SPACED.search(source):
        yield from ((found.span(), "/") for found in _SLASH_SPACED.finditer(text))


def _stops(source: str, text: str) -> Iterator[_Edit]:
    if (found := _STRAY.match(text)) and source[:1].isalnum():
        yield found.span(), ""
    if ".." not in source:
        yield from ((found.span(), "") for found in _SECOND_STOP.finditer(text))


def _dashes(source: str, text: str) -> Iterator[_Edit]:
    """Dashes between words, and those of ranges where the source has them, or between years."""
    for found in _DASH.finditer(text):
        if not _BETWEEN_DIGITS.match(text, found.start()):
            yield found.span(), " – "
    ranges = _ranges(source)
    for found in _RANGE.finditer(text):
        first, last = found.groups()
        years = len(first) == len(last) == 4 and "1000" <= first < last < "2200"
        if years or f"{first}–{last}" in ranges:
            yield (found.end(1), found.start(2)), "–"


def _ranges(text: str) -> set[str]:
    """The ranges of numbers that a text has, with parts of their numbers."""
    return {
        f"{first[start:]}–{last[:end]}"
        for first, last in _WRITTEN_RANGE.findall(text)
        for start in range(len(first))
        for end in range(1, len(last) + 1)
    }


def _capitals(source: str, text: str) -> Iterator[_Edit]:
    """Function words in mid-sentence that have a capital as if they began a sentence."""
    for found in _CAPITAL.finditer(text):
        word = found[0].lower()
        if word in english.function_words() and word != "one" and found[0] not in LETTERS.findall(source):
            yield (found.start(), found.start() + 1), found[0][0].lower()


def _cases(source: str, text: str) -> Iterator[_Edit]:
    """Words that the source writes with capitals of their own: `dpa`, `iPhone`."""
    if text.isupper():
        return
    function_words = wordlists.words("translate", "starters.txt")[""]
    own = {
        word.casefold(): word
        for word in LETTERS.findall(source)
        if word[0].islower() and len(word) > 1 and word.capitalize() not in function_words
    }
    for found in LETTERS.finditer(text) if own else ():
        word = own.get(found[0].casefold())
        # A word of small letters alone may begin a sentence, or be English.
        if word and word != found[0] and (found[0].isupper() or not word.islower()):
            yield found.span(), word


def _ordinals(source: str, text: str) -> Iterator[_Edit]:
    """Endings of ordinals: 61th."""
    for found in _ORDINAL.finditer(text):
        right = figures.ordinal(int(found[1]))[-2:]
        if found[2].lower() != right:
            yield found.span(2), right


def _last_stop(source: str, text: str) -> Iterator[_Edit]:
    """The full stop of the sentence, which small models leave out behind that of `p.m.)`."""
    if _STOP_IN_BRACKETS.search(text) and source.rstrip().endswith("."):
        end = len(text.rstrip())
        yield (end, end), "."


_FINDERS: tuple[Callable[[str, str], Iterator[_Edit]], ...] = (
    _capitals,
    _cases,
    _ordinals,
    _stops,
    _spaces,
    _dashes,
    _last_stop,
)
