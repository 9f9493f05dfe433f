"""Targets: glossaries, the terms and names of a text, and what puts them into a translation."""

import tempfile
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

from eval import reading as eval_reading
from glossary import (
    check,
    contradictions,
    enforcement,
    english,
    english_nouns,
    english_verbs,
    folding,
    gender_forms,
    genitives,
    german_number,
    own_table,
    presence,
    store,
    suggesting,
    transliteration,
)
from glossary.exchange import reading, writing
from glossary.matching import Matcher
from glossary.name_finding import candidates
from glossary.occurrences import occurrences
from glossary.terms import Found, Glossary, Sentence, Term
from hostile.copying import copied
from hostile.target import FileTarget, TextTarget
from translate import found_names, trials
from translate.german_words import word_class

_TERMS = (
    ("Putin", "Putin"), ("Kim Jong Un", "Kim Jong-un"), ("Iwanow", "Ivanov"), ("Müller", "Mueller"), ("Haus", "home"),
    ("Bundesbank", "Bundesbank"), ("a", "b"), ("X", "Y"), ("Kreml", "the Kremlin"), ("der Kreml", "Kremlin"),
    ("1", "one"), ("laden", "to load"), ("USA", "US"), ("Kunde", "client"), ("(", "["), ("a b", "b a"),
    ("漢", "Han"), ("Donau", "Danube"),
)  # fmt: skip


@cache
def glossary() -> Glossary:
    """Terms of which the hostile texts are full."""
    return Glossary(tuple(Term(source, target) for source, target in _TERMS))


@cache
def matcher() -> Matcher:
    """Finds the terms of `glossary`."""
    return Matcher(glossary())


def _survey(text: str) -> None:
    """What is found stands in order and apart, and is told once."""
    found = matcher().survey(text)
    at = 0
    for match in found.matches:
        assert at <= match.start < match.end <= len(text), match.span
        at = match.end
    assert {one.match.span for one in found.left_out}.isdisjoint(match.span for match in found.matches)


def _sentence(text: str) -> Sentence:
    return Sentence(text, tuple(matcher().find(text)))


def _found(text: str) -> Found:
    return next(iter(found_names.surveyed([text], matcher(), glossary())))


def _assigned(text: str) -> None:
    """Each place is one where the English of its match stands."""
    sentence = _sentence(text)
    standing = presence.assign(sentence, copied(text))
    assert len(standing.places) == len(sentence.matches)
    for match, place in list(zip(sentence.matches, standing.places, strict=True))[:20]:
        assert place is None or place in occurrences(match, text, text)
    presence.absent(standing)
    presence.surplus(sentence, text)
    enforcement.lost(standing)


def _completed(text: str) -> None:
    """None of the terms stands in a translation without words."""
    standing, _ = enforcement.complete(presence.assign(_sentence(text), copied("x " * (len(text) // 2))))
    assert not presence.missing(standing.sentence, standing.translation.text)


def _completed_in_copy(text: str) -> None:
    """Some stand in a copy, and each word is linked."""
    standing, _ = enforcement.complete(presence.assign(_sentence(text), copied(text)))
    assert not presence.absent(standing)


def _candidates(text: str) -> None:
    for one in candidates([text], [matcher().find(text)], word_class):
        assert one.source.split(), one


def _proposed(text: str) -> None:
    covered = [matcher().find(text)]
    suggesting.proposals(candidates([text], covered, word_class), [text], covered, {0: text}, word_class)


def _entries(text: str) -> list[Term]:
    """The words of a text as the entries of a file, each with itself as English."""
    words = text.split(" ")
    return [
        Term(word, other, forms=(other,), origin=f"g:{n}", forbidden=(word,))
        for n, (word, other) in enumerate(pairwise(words), 1)
        if word.strip() and other.strip()
    ]


def _checked(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "g.tsv")
        path.write_bytes(f"source\ttarget\n{text}\t{text}\n".encode("utf-8", "replace"))
        check.check([path])


def _folded(text: str) -> None:
    """What folds once folds no further, but for the white space that it left."""
    folding.FoldedText(text)
    once = folding.fold(text)
    assert folding.fold(once).split() == once.split()


def _english(text: str) -> None:
    target = " ".join(text.split()) or "x"
    english_nouns.plurals(target)
    english_nouns.is_counted(target)
    english_verbs.forms(target)
    english.spellings(target, True).search(text)
    english.put(copied(text), (len(text) // 2, len(text) // 2), target)


def _tried(text: str) -> None:
    trials.in_text(glossary().terms, [text], glossary(), 1)


_SOME = (
    Term("Kiew", "Kyiv", "place", ("Kijew",), "since 2022", forbidden=("Kiev",)),
    Term("Wahlkreis", "constituency", plural="constituencies"),
    Term("=a", "\"b\"", note="x; y"),
)  # fmt: skip
_MULTITERM = (
    "<mtf><conceptGrp><concept>1</concept><descripGrp><descrip type='Subject'>x</descrip></descripGrp>"
    "<languageGrp><language type='German' lang='DE'/><termGrp><term>Kiew</term></termGrp></languageGrp>"
    "<languageGrp><language type='English' lang='EN'/><termGrp><term>Kyiv</term></termGrp></languageGrp>"
    "</conceptGrp></mtf>"
).encode("utf-16")
_OMEGAT = b"Kiew\tKyiv\tsince 2022\nWahl\telection\n"
_SGM = b'<refset setid="a" trglang="en"><doc docid="b"><seg id="1">A &amp; B</seg><seg id="2">C</seg></doc></refset>'
_XML = (
    b'<?xml version="1.0"?><dataset><doc id="a"><src lang="de"><p><seg id="1">A</seg></p></src>'
    b'<ref lang="en" translator="B"><p><seg id="1">B</seg></p></ref></doc></dataset>'
)
_TSV = b"source\treference\nHaus\thouse\nHund\tdog\n"
_JSONL = b'{"source": "Haus", "references": ["house", "home"]}\n{"source": "Hund", "references": ["dog", "hound"]}\n'


def _read_as(name: str) -> Callable[[bytes], None]:
    """Reads a file: what are its entries is valid, what is none is told in a line each."""

    def run(data: bytes) -> None:
        contents = reading.of_data(data, Path(name))
        assert "\n" not in contents.summary()
        for term in contents.terms:
            assert term.source.strip(), term
            assert term.target.strip(), term
            store.validated(term)
            "".join((term.source, term.target, term.note, *term.forms)).encode()
        assert not any("\n" in str(error) for error in contents.errors())

    return run


def _of_form(form: str) -> FileTarget:
    ending = "csv" if form == "deepl" else form
    return FileTarget(f"glossary {form}", _read_as(f"g.{ending}"), lambda: [writing.written(_SOME, form)])


def _changed(data: bytes) -> None:
    """An entry that is added and removed leaves the file as it was, but for the end of its last line and columns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "g.tsv")
        path.write_bytes(data)
        before = store.entries(path)
        store.add(path, Term("Xylofon", "xylophone"))
        assert [one.source for one in before if one.source != "Xylofon"] == [
            one.source for one in store.entries(path) if one.source != "Xylofon"
        ]
        store.remove(path, "Xylofon")
        assert "Xylofon" not in [one.source for one in store.entries(path)]
        assert [one.name for one in Path(folder).iterdir()] == ["g.tsv"]


def _scored(name: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            streams = eval_reading.read(path, "reference")
            assert len({len(stream) for stream in streams}) == 1 or name.endswith("sgm")
            "".join(text for stream in streams for text in stream).encode()

    return run


TARGETS = (
    TextTarget("matching", _survey),
    TextTarget("found_names", _found),
    TextTarget("transliteration", transliteration.transliterate),
    TextTarget("german_number", lambda text: [german_number.number(one, text) for one in _sentence(text).matches]),
    TextTarget("genitives", lambda text: [genitives.genitive(one, text) for one in _sentence(text).matches]),
    TextTarget("gender_forms", lambda text: list(gender_forms.readings(text))),
    TextTarget("presence", _assigned),
    TextTarget("enforcement.hinted", lambda text: enforcement.hinted(_sentence(text).matches, text)),
    TextTarget("enforcement.complete", _completed),
    TextTarget("enforcement in a copy", _completed_in_copy),
    TextTarget("name_finding", _candidates),
    TextTarget("suggesting", _proposed),
    TextTarget("trials", _tried),
    TextTarget("folding", _folded),
    TextTarget("english", _english),
    TextTarget("contradictions", lambda text: contradictions.within(_entries(text))),
    TextTarget("check", _checked),
    TextTarget("a large glossary", lambda text: Matcher(Glossary.merge(_entries(text))).find(text[:1000])),
    TextTarget("own_table", own_table.split),
    *(_of_form(form) for form in writing.FORMS),
    FileTarget("glossary multiterm", _read_as("g.xml"), lambda: [_MULTITERM]),
    FileTarget("glossary omegat", _read_as("g.txt"), lambda: [_OMEGAT]),
    FileTarget("store", _changed, lambda: [writing.written(_SOME, "tsv"), _OMEGAT.replace(b"\n", b"\r\n")]),
    FileTarget("test set sgm", _scored("a.sgm"), lambda: [_SGM]),
    FileTarget("test set xml", _scored("a.xml"), lambda: [_XML]),
    FileTarget("test set tsv", _scored("a.tsv"), lambda: [_TSV]),
    FileTarget("test set jsonl", _scored("a.jsonl"), lambda: [_JSONL]),
)
