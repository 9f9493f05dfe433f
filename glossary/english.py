"""What English grammar says about a term in a text: articles, possessives, plurals, capitals, spaces."""

import re
from functools import lru_cache

from glossary import english_nouns, nearby, sounds
from glossary.linked import LinkedText, Span
from glossary.wordlists import words

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")

# Words between a preposition and the name that depends on it: "of the Russian president Vladimir Putin".
_REACH = 4
_ARTICLE_A = re.compile(r"\b(?:a|A)(n?)\s+$")
_OPENING = re.compile(r"(?:^|\s)[\"“‘'(\[«]+$|[(\[“‘«$€£/-]$")
_POSSESSIVE = "['’]s?"


# --- kinds of words


def listed(kind: str) -> frozenset[str]:
    """The English words of one kind.

    >>> sorted(listed("article"))
    ['a', 'an', 'the']
    """
    return words("glossary", "function_words.txt")[kind]


def function_words() -> frozenset[str]:
    """Articles, pronouns and prepositions."""
    return listed("article") | listed("pronoun") | listed("preposition")


def takes_the(name: str) -> bool:
    """Whether English gives a name an article: `the Netherlands`, `the Security Council of the UN`."""
    return not listed("takes the").isdisjoint(re.sub(r" of .*", "", name).split())


# --- forms


def possessive(name: str) -> str:
    """A name with its possessive ending.

    >>> possessive("Putin"), possessive("Marx"), possessive("Paris"), possessive("McDonald's")
    ("Putin's", "Marx's", "Paris'", "McDonald's")
    """
    return name if is_possessive(name) else name + ("'" if name.endswith("s") else "'s")


def is_possessive(name: str) -> bool:
    """Whether a name has a possessive ending."""
    return re.search(rf"{_POSSESSIVE}$", name) is not None


@lru_cache(maxsize=65536)
def spellings(target: str, countable: bool, plural: str = "") -> re.Pattern[str]:
    """A pattern of the forms of a target with single spaces: possessive, plural if countable, either apostrophe.

    `plural` is one that no rule knows.

    >>> [found[0] for found in spellings("city", True).finditer("a city, the cities' plan, the cityscape")]
    ['city', "cities'"]
    """
    # The longest one first: of "cities" no more is a "city".
    return re.compile("|".join(map(_spelt, sorted(written_forms(target, countable, plural), key=len, reverse=True))))


def written_forms(target: str, countable: bool, plural: str = "") -> list[str]:
    """A target with single spaces and, if countable, its plurals: what `spellings` has without possessives."""
    if not countable or not target[-1:].isalpha():
        return [target]
    return [target, plural] if plural else [target, *english_nouns.plurals(target)]


def _spelt(form: str) -> str:
    words = [re.sub(r"['’]", "['’]", re.escape(word)) for word in form.split()]
    ending = f"(?:{_POSSESSIVE})?" if form[-1:].isalpha() else ""
    return _boundary_before(form[:1]) + r"\s+".join(words) + ending + _boundary_behind(form[-1:])


def _boundary_before(first: str) -> str:
    # A number is no other number's part: 5 stands neither in 15 nor in 5.5.
    return (r"(?<!\w)" if _is_word(first) else "") + (r"(?<!\d[.,])" if first.isdigit() else "")


def _boundary_behind(last: str) -> str:
    return (r"(?!\w)" if _is_word(last) else "") + (r"(?![.,]\d)" if last.isdigit() else "")


# --- places in a text


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`."""
    before = nearby.before(text, start).rstrip(" \u00a0\"'“”‘’«»([–—-")
    return not before or before[-1] in ".!?:;…"


def depends(before: str, reach: int = _REACH) -> bool:
    """Whether what follows `before` depends on a preposition among its last `reach` words."""
    last = [word[0].lower() for word in WORD.finditer(re.split(r"[,;:.!?]", before)[-1])][-reach:]
    return not listed("preposition").isdisjoint(last)


def article_before(text: str, at: int) -> tuple[int, str]:
    """Where the article begins that stands right before a place, and the article; the place if there is none.

    >>> article_before("He was in the US", 14), article_before("He was in LA", 10)
    ((10, 'the'), (10, ''))
    """
    before = nearby.before(text, at)
    found = re.search(r"(?:^|(?<=\s))(\w+)\s*$", before)
    if found and found[1].lower() in listed("article"):
        return at - len(before) + found.start(1), found[1]
    return at, ""


def capitalised(target: str, text: str, at: int) -> str:
    """`target` as it is written at `at` in a text: with a capital where that begins a sentence.

    >>> capitalised("city", "He came. ", 9), capitalised("city", "He came, ", 9)
    ('City', 'city')
    """
    return target[0].upper() + target[1:] if begins_sentence(text, at) else target


# --- edits


def put(translation: LinkedText, span: Span, written: str, source: Span | None = None) -> LinkedText:
    """A translation with `written`, which translates `source`, for `span`; what stands around it is mended.

    That is `a` or `an` before it, spaces at both ends, a second possessive ending behind, and the capital of a word
    that begins the sentence no longer.

    >>> put(LinkedText("A house and an award."), (15, 20), "prize").text
    'A house and a prize.'
    """
    start, end = span
    text = translation.text
    if start == end and begins_sentence(text, start):
        translation = _without_capital(translation, start)
    if written.endswith("s") and is_possessive(written) and (found := re.match(rf"{_POSSESSIVE}(?!\w)", text[end:])):
        end += found.end()
    behind = text[end : end + 1]
    spaced = _is_word(behind) or (start == end and behind in tuple("\"“‘'([$€£"))
    translation = translation.replaced((start, end), written, source)
    if spaced:
        translation = translation.replaced((start + len(written),) * 2, " ")
    if len(join(text[:start], written)) > start + len(written):
        translation = translation.replaced((start, start), " ")
    return _with_a_or_an(translation, start, written)


def join(before: str, word: str) -> str:
    """`word` behind `before`, with a space unless an opening quote, bracket or hyphen comes before it."""
    if not before or before[-1].isspace() or _OPENING.search(before):
        return before + word
    return f"{before} {word}"


def _without_capital(translation: LinkedText, at: int) -> LinkedText:
    """The translation with a small letter at `at` where a function word begins the sentence no longer."""
    first = WORD.match(translation.text, at)
    if first is None or first[0] == "I" or first[0].lower() not in function_words():
        return translation
    return translation.recased(at, translation.text[at].lower())


def _with_a_or_an(translation: LinkedText, start: int, word: str) -> LinkedText:
    """The translation with the right one of `a` and `an` before the word at `start`; a capital A may be a name."""
    before = translation.text[:start]
    found = _ARTICLE_A.search(before)
    if found is None or (before[found.start()] == "A" and not begins_sentence(before, found.start())):
        return translation
    right = sounds.indefinite(word)[1:] if sounds.indefinite(word) else found[1]
    return translation if found[1] == right else translation.replaced(found.span(1), right)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
