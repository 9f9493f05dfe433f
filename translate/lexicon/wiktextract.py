"""Wiktionary as Wiktextract gives it on kaikki.org: a JSON object on each line, of which those of German words count.

A gloss is a translation or an explanation; what is longer than a few words, or says of which word this is a form, is
left out. Of inflected forms those are taken whose English follows from the lemma's.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glossary import english_nouns
from translate.errors import LexiconError
from translate.lexicon.words import Word, made, part_of

KIND = "Wiktextract"
# Glosses of more words explain.
_MOST_WORDS = 4
_MOST_FORMS = 200
_UNSUITED = frozenset({"obsolete", "archaic", "form-of", "alt-of", "abbreviation", "misspelling", "morpheme"})
_EXPLAINS = re.compile(
    r"^(?:an?|any|one|used|of|denotes|expresses|indicates|in|for|surname|synonym)\s|\b(?:form|spelling) of\b", re.I
)
_BRACKETED = re.compile(r"\([^()]*\)")
_OTHER_DEGREES = frozenset({"comparative", "superlative"})
# Tags of what is no form, but says how forms are made, and of what is another noun.
_NO_FORM = frozenset({"table-tags", "inflection-template", "class", "auxiliary", "romanization"})
_OTHER_NOUN = frozenset({"diminutive", "feminine", "masculine"})


def words(lines: Iterable[str], name: str) -> Iterator[Word]:
    """The words of a file's lines; raises `LexiconError` with its name and the line for what is no JSON object."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise LexiconError(f"{name}:{number}: not a JSON object of Wiktextract's; fetch the file again") from error
        if isinstance(entry, dict) and entry.get("lang_code") == "de":
            yield from _entry(entry)


def _entry(entry: Mapping[str, Any]) -> Iterator[Word]:
    german, label = entry.get("word"), entry.get("pos")
    if not isinstance(german, str) or not isinstance(label, str):
        return
    senses = [sense for one in _objects(entry.get("senses")) for sense in _glosses(one)]
    if label == "name":
        # Of names those count that are names in English, not what they are names of.
        senses = [sense for sense in senses if sense[:1].isupper()]
    part = part_of(label)
    lemma = made(german, senses, part)
    if lemma is None:
        return
    yield lemma
    for form in _objects(entry.get("forms"))[:_MOST_FORMS]:
        if word := _inflected(lemma, form):
            yield word


def _glosses(sense: Mapping[str, Any]) -> Iterator[str]:
    glosses = sense.get("glosses")
    if not isinstance(glosses, list) or not glosses or _UNSUITED & _tags(sense):
        return
    # The last is the most special one; those before it are of what it is a kind.
    if not isinstance(gloss := glosses[-1], str) or len(gloss) > 1_000:
        return
    for text in re.split("[,;]", _BRACKETED.sub("", gloss)):
        bare = text.strip(" .:")
        if bare and bare.count(" ") < _MOST_WORDS and not _EXPLAINS.search(bare):
            yield bare


def _inflected(lemma: Word, form: Mapping[str, Any]) -> Word | None:
    """A form whose English follows: of a noun its cases and its plural, of an adjective all but its degrees."""
    text, tags = form.get("form"), _tags(form)
    if not isinstance(text, str) or text == lemma.german or not tags or tags & _NO_FORM:
        return None
    if lemma.part == "noun":
        if tags & _OTHER_NOUN:
            return None
        if "plural" in tags and "singular" not in tags:
            return made(text, map(english_nouns.plural, lemma.senses), lemma.part)
        return made(text, lemma.senses, lemma.part) if "genitive" in tags or "dative" in tags else None
    fits = lemma.part == "adj" and not tags & _OTHER_DEGREES
    return made(text, lemma.senses, lemma.part) if fits else None


def _tags(of: Mapping[str, Any]) -> frozenset[str]:
    tags = of.get("tags")
    return frozenset(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else frozenset()


def _objects(value: object) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
