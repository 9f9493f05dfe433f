"""Lines with terms for `enforcement.py`, made from a parallel text and a dictionary.

    python benchmarks/term_lines.py GERMAN ENGLISH DICTIONARY.tsv[.xz] > lines.jsonl

A term is a rare word of a sentence with the English that its reference has for it. Of the kinds, `words` are such
terms, two in a line; `inflected` have the form of the dictionary on both sides, another one in the texts;
`phrases` are the words around in both; the others are what is hard to enforce, and their English is not always what
a translator would write: `signs`, `nested`, `overlapping`, `repeated`, `compounds` (with a hyphen), `unplaced`,
`alike` (two with one target), `literals` (beside an address of the same name), `long` (across sentences joined).
"""

import argparse
import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"\w+(?:-\w+)*")
RARE = 4
EACH = 60
NATURAL = 240
SIGNED = (
    "{}!",
    "({})²",
    "{}++",
    "“{}”",
    "{}/7",
    "{} 3.0",
    "{} Inc.",
    "'{}'",
    "{}’s",
    "«{}»",
    "#{}",
    "{} (II)",
    "e.g. {}",
    "-{}",
    "{}?",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with its reference, and what they have of the dictionary: characters of each, in order, apart."""

    source: str
    reference: str
    words: tuple[tuple[tuple[int, int], tuple[int, int]], ...]

    def term(self, index: int) -> tuple[str, str]:
        ours, theirs = self.words[index]
        return self.source[slice(*ours)], self.reference[slice(*theirs)]


Terms = list[tuple[str, str]]
Maker = Callable[[Pair, random.Random], tuple[str, Terms] | None]


def dictionary(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    data = path.read_bytes()
    for line in (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8").splitlines():
        source, targets, kind = line.split("\t")
        if kind in ("noun", "adj", "verb"):
            found.setdefault(source, []).extend(targets.split("|"))
    return found


def pairs(german: list[str], english: list[str], known: dict[str, list[str]]) -> Iterator[Pair]:
    counts = Counter(word for line in german for word in WORD.findall(line))
    for source, reference in zip(german, english, strict=True):
        words = []
        used: list[tuple[int, int]] = []
        for word in WORD.finditer(source):
            if counts[word[0]] > RARE or len(word[0]) < 4:
                continue
            name = [word[0]] if word[0][0].isupper() else []
            for target in [*known.get(word[0], []), *name]:
                place = re.search(rf"(?<!\w){re.escape(target)}(?!\w)", reference)
                if place and not any(low < place.end() and place.start() < high for low, high in used):
                    words.append((word.span(), place.span()))
                    used.append(place.span())
                    break
        yield Pair(source, reference, tuple(words))


def words(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if len(pair.words) < 2:
        return None
    return pair.source, [pair.term(index) for index in chance.sample(range(len(pair.words)), 2)]


def phrases(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    """As the random terms of the WMT 2023 task: a word with its neighbours, whatever they are."""
    if not pair.words:
        return None
    (low, high), (start, end) = chance.choice(pair.words)
    source = re.match(r"\W\w+", pair.source[high:])
    target = re.match(r" \w+", pair.reference[end:])
    if not source or not target:
        return None
    return pair.source, [(pair.source[low : high + source.end()], pair.reference[start : end + target.end()])]


def signs(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if len(pair.words) < 2:
        return None
    chosen = chance.sample(range(len(pair.words)), 2)
    return pair.source, [(source, chance.choice(SIGNED).format(target)) for source, target in map(pair.term, chosen)]


def nested(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    for index, ((low, high), _) in enumerate(pair.words):
        source, target = pair.term(index)
        before = re.search(r"\w+ $", pair.source[:low])
        if before and " " in target:
            return pair.source, [(source, target), (source[len(source) // 2 :], target.split()[-1])]
        if before:
            return pair.source, [(pair.source[before.start() : high], f"old {target}"), (source, target)]
    return None


def overlapping(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    for index, ((low, high), _) in enumerate(pair.words):
        before, behind = re.search(r"\w+ $", pair.source[:low]), re.match(r" \w+", pair.source[high:])
        if before and behind:
            target = pair.term(index)[1]
            left, right = pair.source[before.start() : high], pair.source[low : high + behind.end()]
            return pair.source, [(left, f"grand {target}"), (right, f"{target} affair")]
    return None


def repeated(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if not pair.words or len(pair.source) > 200:
        return None
    source, target = pair.term(chance.randrange(len(pair.words)))
    name = chance.choice([target, "Kowrow"])
    return f"{pair.source} Das sagte {source}, und {source} weiß es.", [(source, name)]


def compounds(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    nouns = [(span, pair.term(i)[1]) for i, (span, _) in enumerate(pair.words) if pair.source[span[0]].isupper()]
    if not nouns:
        return None
    (low, high), target = chance.choice(nouns)
    joined = chance.choice(
        [("", "-Gipfel"), ("Anti-", ""), ("", "-nahe"), ("US-", ""), ("", "/Reuters"), ("Nord-", "-Süd")]
    )
    word = pair.source[low:high]
    return f"{pair.source[:low]}{joined[0]}{word}{joined[1]}{pair.source[high:]}", [(word, target)]


def unplaced(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if not pair.words:
        return None
    return pair.source, [pair.term(0), ("Xylit", chance.choice(["xylitol", "Xylitol AG", "the xylitol"]))]


def alike(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if len(pair.words) < 2:
        return None
    one, other = chance.sample(range(len(pair.words)), 2)
    return pair.source, [pair.term(one), (pair.term(other)[0], pair.term(one)[1])]


def literals(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if not pair.words:
        return None
    source, target = pair.term(chance.randrange(len(pair.words)))
    address = chance.choice(
        [f"www.{source.lower()}.de", f"info@{source.lower()}.de", f"https://x.de/{source}", f"{source}.pdf"]
    )
    return f"{pair.source} Mehr unter {address} von {source}.", [(source, target)]


def long(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
    if len(pair.words) < 4 or len(pair.source) < 150:
        return None
    bare = pair.source.rstrip(" .!?")
    source = f"{bare}, und {bare}, aber {bare}, und {pair.source}"
    cut = WORD.findall(bare)
    return source, [*(pair.term(index) for index in range(3)), (f"{cut[-1]}, aber {cut[0]}", "Mosk, but Riverton")]


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (words, phrases, signs, nested, overlapping, repeated, compounds, unplaced, alike, literals, long)
}


def inflected(known: dict[str, list[str]]) -> Maker:
    """The dictionary's form of words that stand in another one in both texts."""
    by_target: dict[str, list[str]] = {}
    for source, targets in known.items():
        for target in targets:
            by_target.setdefault(target, []).append(source)

    def maker(pair: Pair, chance: random.Random) -> tuple[str, Terms] | None:
        found = []
        for index in range(len(pair.words)):
            source, target = pair.term(index)
            for bare in (
                re.sub(r"s$", "", target),
                re.sub(r"(i?ed|ing|es)$", "", target),
                re.sub(r"ies$", "y", target),
            ):
                lemmas = [one for one in by_target.get(bare, []) if one != source and one[:4] == source[:4]]
                if bare != target and lemmas:
                    found.append((min(lemmas, key=len), bare))
                    break
        return (pair.source, found[:2]) if found else None

    return maker


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("german", type=Path)
    options.add_argument("english", type=Path)
    options.add_argument("dictionary", type=Path)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    known = dictionary(given.dictionary)
    german, english = (path.read_text(encoding="utf-8").splitlines() for path in (given.german, given.english))
    chance = random.Random(given.seed)
    found = list(pairs(german, english, known))
    chance.shuffle(found)
    makers = {"inflected": inflected(known), **MAKERS}
    for kind, maker in makers.items():
        left = NATURAL if kind == "words" else EACH
        for index, pair in enumerate(found):
            made = maker(pair, chance)
            if made is None:
                continue
            source, terms = made
            given_terms = [{"source": source, "target": target} for source, target in terms]
            print(
                json.dumps(
                    {"kind": kind, "src": source, "ref": pair.reference, "terms": given_terms}, ensure_ascii=False
                )
            )
            left -= 1
            if not left:
                del found[: index + 1]
                break


if __name__ == "__main__":
    main()
