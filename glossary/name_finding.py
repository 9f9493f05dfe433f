"""Names in a German text that no glossary covers.

Three steps: `name_tokens` says what each word is known as, `name_places` which words may be a name together, and here
what is found throughout the text is taken together and told from the nouns.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from glossary import cldr
from glossary.name_kinds import Kind, told
from glossary.name_places import Place, places
from glossary.name_scripts import cyrillic
from glossary.name_tokens import Classifier, ends_as_genitive, is_genitive, tokenized
from glossary.terms import TermMatch
from glossary.transliteration import Script, transliterate


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name: its German form, and for each place the number of the sentence.

    `target` is its English form if the glossary settles it in parts; `context` stands before its first place.
    `evident`: something besides the capital tells that it is a name. `longer` is the same with the noun behind
    it, which may belong to it (`Usain Bolt`). `kind` is that of a name which is one for sure, with what tells it;
    `script` the one from which the article tells that it is transcribed.
    """

    source: str
    sentences: tuple[int, ...]
    context: str
    evident: bool
    target: str = ""
    longer: str = ""
    kind: str = ""
    script: Script | None = None


def candidates(
    sentences: Sequence[str], covered: Sequence[Sequence[TermMatch]], classify: Classifier
) -> list[Candidate]:
    """What may be names in the sentences, each once, in the order of the text.

    `covered` are the terms of the glossary in each sentence; `classify` says what a word (in its form within a
    sentence) is known as.

    >>> nouns = {"Heute", "Doppelgängerin"}
    >>> def classify(word):
    ...     return "name" if word == "Kate" else "ordinary" if word in nouns or word.islower() else "unknown"
    >>> [one.source for one in candidates(["Heute sah man Kates Doppelgängerin."], [()], classify)]
    ['Kate']
    """
    found = [
        (number, _kinded(place, classify))
        for number, (sentence, terms) in enumerate(zip(sentences, covered, strict=True))
        if not sentence.isupper()
        for place in places(sentence, tokenized(sentence, terms, classify))
    ]
    written = {one.place.name for _, one in found}
    named: dict[str, list[tuple[int, Kind]]] = defaultdict(list)
    for number, one in found:
        named[_nominative(one.place, written, classify)].append((number, one))
    surnames = {_last_word(name) for name, of_name in named.items() if " " in name and _kind(of_name) == "person"}
    told_scripts = cyrillic({name: [number for number, _ in of_name] for name, of_name in named.items()}, sentences)
    scripts: dict[str, Script] = dict.fromkeys(told_scripts, "cyrillic")
    made = (
        _candidate(name, of_name, classify, is_surname=name in surnames, script=scripts.get(name))
        for name, of_name in named.items()
    )
    return list(filter(None, made))


def _kinded(place: Place, classify: Classifier) -> Kind:
    """The place with the kind of the name there, empty if nothing tells it."""
    kind = told(place, classify) or Kind("", place)
    return replace(kind, place=kind.place.apart())


def _candidate(
    name: str,
    numbered: Sequence[tuple[int, Kind]],
    classify: Classifier,
    *,
    is_surname: bool,
    script: Script | None,
) -> Candidate | None:
    """The candidate that stands at the places, each with the number of its sentence; None for what is no name.

    `is_surname`: the text has it behind a first name too. `script` is the one that the text tells.
    """
    found = [one.place for _, one in numbered]
    kind = "person" if is_surname or script else _kind(numbered)
    if _may_have_ending(name, found, classify):
        kind = ""
    listed = transliterate(name) is not None or name in cldr.names()
    evident = bool(kind) or listed or any(place.is_evident for place in found)
    # At the beginning of a sentence, or behind an article, any noun looks like a name.
    if not evident and all(place.is_initial or place.is_determined for place in found):
        return None
    numbers = tuple(number for number, _ in numbered)
    settled, longer = _settled(name, found[0]), _with_noun(name, found)
    return Candidate(name, numbers, found[0].context, evident, settled, longer, kind, script)


def _may_have_ending(name: str, found: Sequence[Place], classify: Classifier) -> bool:
    """`Jeremy Hunts Vorschlag`: Hunt or Hunts."""
    if not ends_as_genitive(name):
        return False
    return is_genitive(_last_word(name), classify) or all(place.noun for place in found)


def _kind(numbered: Sequence[tuple[int, Kind]]) -> str:
    """The kind that most places tell, an empty string if none does."""
    told_kinds = Counter(one.name for _, one in numbered if one.name)
    return told_kinds.most_common(1)[0][0] if told_kinds else ""


def _settled(name: str, place: Place) -> str:
    """The English of a name whose surname the glossary has (`Sergej Lawrow`); an empty string for others."""
    if not place.terms:
        return ""
    [(surname, match)] = place.terms.items()
    ruled = transliterate(name)
    first = ruled.target.split()[: -len(surname.split())] if ruled else []
    return " ".join([*first, match.term.target])


def _with_noun(name: str, found: Sequence[Place]) -> str:
    """The name with the noun behind it if it stands so everywhere: `Usain Bolt`; else an empty string."""
    noun = found[0].noun
    together = noun and all(place.noun == noun and place.name == name for place in found)
    return f"{name} {noun}" if together else ""


# --- the genitive: Uschakows Besuch


def _nominative(place: Place, written: Collection[str], classify: Classifier) -> str:
    """The name without the ending of a genitive; `written` are all names as they stand in the text."""
    name = place.name
    if not _may_be_genitive(name):
        return name
    stem = name.removesuffix("s")
    told = (
        # "Uschakow" stands elsewhere in the text.
        stem in written
        or _is_listed_without_ending(name)
        or _is_genitive_of_known(place, classify)
        or _is_before_its_noun(place, classify)
    )
    return stem if told else name


def _may_be_genitive(name: str) -> bool:
    """Whether its last word can have the ending of a genitive at all.

    >>> [name for name in ("Uschakows", "Uschakow", "McDonald's", "Tom Kos", "die USS") if _may_be_genitive(name)]
    ['Uschakows']
    """
    return name.endswith("s") and not name.endswith(("'s", "’s")) and len(_last_word(name)) > 3


def _is_listed_without_ending(name: str) -> bool:
    """A transcribed name or one of the CLDR: `Lawrows`, `Bagdads`."""
    stem = _last_word(name).removesuffix("s")
    ruled = transliterate(stem)
    return stem in cldr.names() or (ruled is not None and ruled.certainty != "guess")


def _is_genitive_of_known(place: Place, classify: Classifier) -> bool:
    """`Merkels`; but `Tom Hanks` is nobody's `Tom Hank` unless a noun follows."""
    last = _last_word(place.name)
    return is_genitive(last, classify) and (place.name == last or bool(place.noun))


def _is_before_its_noun(place: Place, classify: Classifier) -> bool:
    """`Bei Uexhofs Familie`: nothing is known of the name, but a noun follows."""
    last = _last_word(place.name)
    return bool(place.noun) and not place.is_determined and classify(last) == "unknown" and ends_as_genitive(last)


def _last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]
