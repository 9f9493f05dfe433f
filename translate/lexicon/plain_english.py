"""The English of dictionaries, without what they say to their readers: text that can stand in a sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache

# A hint is a word or a short phrase; what is longer explains one. In characters, and in words.
_LONGEST = 60
_MOST_WORDS = 6
_READY = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
# What a text of letters alone may have that is taken out.
_MAY_HAVE_MORE = re.compile(
    r"^(?:to|the|an?|I|you|he|she|it|we|they|who)\s|\s(?:of|to|for|from|with|into|upon)$"
    r"|\b(?:sb|sth|some\w+|smb|smth|oneself|yourself|themselves|my|your|his|her|its|our|their)\b",
    re.IGNORECASE,
)
_CHARACTERS = {ord("’"): "'", ord("‘"): "'", ord("‐"): "-", ord("‑"): "-", ord("\xa0"): " ", ord("\xad"): ""}
# Each is replaced from the inside out, for brackets in brackets.
_BRACKETS = (r"\([^()]*\)", r"\[[^\[\]]*\]", r"\{[^{}]*\}", r"<[^<>]*>")
# `(un)able` is two words, `word(s)` is one with an ending.
_PREFIXED = re.compile(r"(?<!\w)(?:\([^()]*\))(?=\w)")
_BRACKETED = re.compile("|".join(_BRACKETS))
_SIGNS = "()[]{}<>"
_DEEPEST = 5
# An abbreviation as Ding gives it behind the words that it is of: `air handling unit /AHU/`.
_ABBREVIATION = re.compile(r"(?:(?<=\s)|^)/[^/\s][^/]{0,40}/(?=\s|$)")
_PERSONS = r"(?:I|you|he|she|it|we|they|who)"
_PRONOUNS = re.compile(rf"^(?:{_PERSONS}/)*{_PERSONS}\s+(?=\w)")
_WHO = r"(?:sb|sth|s\.b|s\.th|s\.o|so|smb|smth|someone|somebody|something)\.?"
_OWNER = re.compile(rf"(?:\b{_WHO}|\bone)['´`]s?(?!\w)", re.IGNORECASE)
# `so` without its point is a word, and so are these where no dictionary abbreviates.
_SHORT_WHO = r"(?:(?:sb|sth|s\.b|s\.th|s\.o|smb|smth)\b\.?|so\.|someone\b|somebody\b|something\b)"
_PLACEHOLDER = re.compile(rf"(?<![\w'-])(?:{_SHORT_WHO}(?:\s?/\s?{_SHORT_WHO})?)(?![\w'-])")
_HOLE = "\ue000"
_PREPOSITIONS = (
    "about|above|across|after|against|along|among|around|as|at|before|behind|below|between|beyond|by|down|during|for"
    "|from|in|inside|into|like|of|off|on|onto|out of|over|past|round|through|to|toward|towards|under|until|up to|upon"
    "|with|within|without"
)
# Behind an object that is left out, a second one goes with the word that joins it.
_JOINED_HOLE = re.compile(rf"\s(?:{_PREPOSITIONS})\s{_HOLE}$")
_ONESELF = re.compile(r"\s(?:oneself|yourself|themselves|o\.s\.)$")
# What belongs to somebody who is not known; the words alone are translations.
_SOMEBODYS = re.compile(
    r"(?<!\w)(?:oneself|yourself|themselves|o\.s\.|one's)(?!\w)"
    r"|(?:(?<=\s)|^)(?:my|your|his|her|its|our|their)\s|\s(?:my|your|his|her|its|our|their)$"
)
# What stands before a word in a dictionary, and in a sentence comes from the sentence, by parts of speech.
_TO = re.compile(r"^to\s+(?=\w)")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_BEFORE = {"verb": _TO, "": _TO, "noun": _ARTICLE}
_OF_VERBS = ("verb", "")
_ETC = (" etc.", ",etc.", " etc", "...", "…")
_FIT = re.compile(r"[^\W_](?:[\w .'&/+-]*[\w.])?")
_SENTENCE = re.compile(r"(?<=[^\s.]{4})\.(?:\s|$)|[!?…]|\.\.|(?<!\w)\.|\s/|/\s")
# What a text would begin or end with that is of another part of speech, or lacks what it is about.
_UNFIT = {"noun": re.compile(r"^to\s|\s(?:of|to|for|from|with|into|upon)$"), "adj": re.compile(r"^to\s")}
_EITHER = re.compile(r"(?<![/\w])[^\W\d_]+(?:/[^\W\d_]+)+(?![/\w])")
_ALWAYS_BOTH = frozenset({"and/or", "either/or"})


@lru_cache(maxsize=4096)
def plain(text: str, part: str = "") -> tuple[str, ...]:
    """The texts that a dictionary gives with one translation: most often one, none if it explains, two for `a/b`.

    `part` is the part of speech of the German word: before a verb goes a `to`, before a noun an article.

    >>> plain("to bring sb. back to life"), plain("tyre/tire [Br.]"), plain("the detention (awaiting trial)", "noun")
    (('bring back to life',), ('tyre', 'tire'), ('detention',))
    >>> plain("(un)able"), plain("That takes the cake!"), plain("to lose one's way")
    ((), (), ())
    """
    if len(text) <= _LONGEST and _READY.fullmatch(text) and not _MAY_HAVE_MORE.search(text):
        return (text,) if text.count(" ") < _MOST_WORDS else ()
    if len(text) > 20 * _LONGEST:
        return ()
    bare = without_brackets(text.translate(_CHARACTERS))
    if bare is None or _OWNER.search(bare):
        return ()
    bare = _ABBREVIATION.sub(" ", bare)
    bare = _without_etc(re.sub(" ?/ ?", "/", " ".join(bare.split())))
    bare = _without_placeholders(_PRONOUNS.sub("", bare) if part in _OF_VERBS else bare)
    if part in _UNFIT and _UNFIT[part].search(bare):
        return ()
    before = _BEFORE.get(part)
    texts = (before.sub("", one) if before else one for one in _alternatives(bare))
    return tuple(one for one in texts if is_plain(one) and not _SOMEBODYS.search(one))


def is_plain(text: str) -> bool:
    """Whether a text is English as it can stand in a sentence, as far as its characters tell.

    >>> [is_plain(text) for text in ("vice president", "sb.", "rock'n'roll", "a|b", "24/7")]
    [True, True, True, False, False]
    """
    return (
        len(text) <= _LONGEST
        and text.count(" ") < _MOST_WORDS
        and _FIT.fullmatch(text) is not None
        and _SENTENCE.search(text) is None
        and any(map(str.isalpha, text))
        and "  " not in text
    )


def without_brackets(text: str) -> str | None:
    """A text without its brackets and what is in them; None if they hold the beginning of a word, or do not close.

    >>> without_brackets("word(s) (of (any) kind)"), without_brackets("(un)able")
    ('word ', None)
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    for _ in range(_DEEPEST):
        if _PREFIXED.search(text):
            return None
        shorter = _BRACKETED.sub("", text)
        if shorter == text:
            break
        text = shorter
    return None if any(sign in text for sign in _SIGNS) else text


def _without_etc(text: str) -> str:
    ending = next((ending for ending in _ETC if text.endswith(ending)), "")
    return text.removesuffix(ending).rstrip(" ,") if ending else text


def _without_placeholders(text: str) -> str:
    """A text without `sb.` and `sth.`, and of two the second with its preposition."""
    holes = _PLACEHOLDER.sub(_HOLE, text)
    if holes.count(_HOLE) > 1:
        holes = _JOINED_HOLE.sub("", holes)
    return _ONESELF.sub("", " ".join(holes.replace(_HOLE, " ").split()))


def _alternatives(text: str) -> Sequence[str]:
    """A text for each word of the one place where it has several, as in `detention awaiting/pending trial`."""
    found = [one for one in _EITHER.finditer(text) if not (one[0].isupper() or one[0].lower() in _ALWAYS_BOTH)]
    if len(found) != 1:
        return [] if found else [text]
    [place] = found
    return [text[: place.start()] + word + text[place.end() :] for word in place[0].split("/")]
