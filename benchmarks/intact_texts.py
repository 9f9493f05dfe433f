"""Kinds D to G of `intact.py`: what a text is wrapped in, where its sentences end, how its English is set."""

import html
import random
import re
import textwrap
from collections.abc import Callable, Iterator
from functools import partial

from intact_items import Answer, Item, Verdict, filled, frames, sections, seeded, shares

Chance = random.Random

_ENTITIES = {
    "ä": "&auml;", "ö": "&ouml;", "ü": "&uuml;", "ß": "&szlig;", "Ä": "&Auml;", "Ö": "&Ouml;", "Ü": "&#220;",
}  # fmt: skip
_HYPHENS = ("-", "\u2010", "\u2011", "\u2212", "—", "–", "¬", "\u00ad")
_MARKS = ("I.", "IV.", "VII.", "A.", "C.", "✓", "a)", "3)", "•", "–")
_FAMILIES = (
    "von Jutrczenka", "von Hallerstein", "von Wedelstedt", "von Kalckrath", "von Tettenborn", "von Marwedel",
    "von der Grothen", "van Velden", "van der Meulen", "zu Lindequist", "von dem Bredow",
)  # fmt: skip
# Where a line may divide a word.
_DIVISIONS = (
    "Bundes|regierung Maß|nahmen Land|gericht Geschäfts|führer Bürger|meister Gewerk|schaft Beschäf|tigten "
    "Innen|stadt Pflege|kräfte Belas|tung Wochen|ende vermiss|ten Univer|sität Gebäu|de For|schung "
    "Unterstüt|zung Gemein|de angekün|digt Geld|strafe Be|schluss Über|schwemmung Ok|tober"
).split()
_CURLY, _STRAIGHT = frozenset("“”‘’"), frozenset("\"'")
_GERMAN_QUOTES = frozenset("„‚»«›‹")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|(?<=s)['’](?=\s\w)")


def as_twin(answer: Answer) -> Verdict:
    """Right if the English is that of the clean twin, white space and the kind of quotation marks apart."""
    if "\ufffd" in answer.text:
        return Verdict("U+FFFD")
    made, clean = (_folded(text) for text in (answer.text, answer.twins[0]))
    return Verdict("" if made == clean else f"not as of the clean text: {clean}")


def _folded(text: str) -> str:
    return " ".join(re.sub("[“”„]", '"', re.sub("[‘’]", "'", text)).split())


def entities(rng: Chance) -> Item:
    """`f&uuml;r &ndash; bis Mai`."""
    first, second = frames("plain", 2, rng)
    dashed = next(frames("dash", 1, rng))
    clean = rng.choice((f"{first} „{second[:-1]}“, sagte er.", f"{first} {dashed}", f"{first} {second}"))
    made = "".join(_ENTITIES.get(char, html.escape(char, quote=False)) for char in clean)
    marks = {"„": "&bdquo;", "“": "&#8220;", "–": "&ndash;"}
    made = "".join(marks.get(char, char) for char in made)
    if rng.random() < 0.3:
        made = made.replace(" der ", "&nbsp;der ")
    if rng.random() < 0.3:
        made = re.sub(r"\b([A-Z]\w{3})(\w{5,})", r"\1&shy;\2", made, count=1)
    return Item("D", "entities", made, as_twin, (clean,))


def twice(rng: Chance) -> Item:
    """`FÃ¼r`: UTF-8 that was read as CP1252 and written as UTF-8 again."""
    clean = " ".join(frames("plain", 2, rng))
    try:
        made = clean.encode().decode("cp1252")
    except UnicodeDecodeError:
        made = clean.encode().decode("latin-1")
    return Item("D", "FÃ¼r", made, as_twin, (clean,), alone=True)


def stray(rng: Chance) -> Item:
    """UTF-8 with one dash of CP1252."""
    clean = f"{next(frames('plain', 1, rng))} {next(frames('dash', 1, rng))}"
    return Item(
        "D",
        "one byte of CP1252",
        clean,
        as_twin,
        (clean,),
        alone=True,
        data=clean.encode().replace("–".encode(), b"\x96"),
    )


def divided(rng: Chance) -> Item:
    """`Bundes¬⏎regierung`, in lines of at most 60 characters."""
    clean = " ".join(frames("plain", 4, rng))
    hyphen = rng.choice(_HYPHENS)
    parts = {word.replace("|", ""): word.partition("|")[0] for word in _DIVISIONS}
    lines = textwrap.wrap(clean, 60, break_long_words=False)
    for at in range(len(lines) - 1):
        word, _, rest = lines[at + 1].partition(" ")
        if left := parts.get(word.rstrip(".,")):
            lines[at] += f" {left}{hyphen}"
            lines[at + 1] = f"{word.removeprefix(left)} {rest}".strip()
            return Item("D", "divided words", "\n".join(lines), as_twin, (clean,), alone=True)
    return divided(rng)


def cells(rng: Chance) -> Item:
    """`Stadt⇥Einwohner⇥Land`: each cell by itself, its separator behind it."""
    lines = rng.sample(sections()["cells"], rng.randint(2, 4))
    pairs = [line.split(" = ") for line in lines]
    separator = rng.choice(("\t", "    ", "  "))
    if rng.random() < 0.3:
        pairs.append([str(rng.randint(100, 999))] * 2)
    source = separator.join(german for german, _ in pairs)
    judge = partial(right_cells, separator, tuple(english for _, english in pairs))
    return Item("E", "cells", source, judge, alone=True)


def right_cells(separator: str, wanted: tuple[str, ...], answer: Answer) -> Verdict:
    """Right if the cells are as many, divided as they were, and each is English by itself."""
    made = answer.text.strip("\n").split(separator)
    if len(made) != len(wanted):
        return Verdict(f"{len(made)} cells of {len(wanted)}")
    wrong = [
        cell for cell, english in zip(made, wanted, strict=True)
        if not re.fullmatch(rf"(?:the |an? )?(?:{english})\.?", cell, re.IGNORECASE)
    ]  # fmt: skip
    return Verdict(f"cell: {wrong[0]}" if wrong else "")


def marked(rng: Chance) -> Item:
    """`IV. Die Mitglieder wählen …`: the mark passes, the sentence is translated as without it."""
    mark, clean = rng.choice(_MARKS), next(frames("list", 1, rng))
    return Item("E", "list marks", f"{mark} {clean}", partial(right_mark, mark), (clean,), alone=True)


def right_mark(mark: str, answer: Answer) -> Verdict:
    """Right if the English is the mark and what the twin's English is."""
    if not answer.text.startswith(f"{mark} "):
        return Verdict(f"no mark {mark}")
    made = _folded(answer.text.removeprefix(mark))
    return Verdict("" if made == _folded(answer.twins[0]) else f"not as without the mark: {answer.twins[0]}")


def ticker(rng: Chance) -> Item:
    """`+++ Streik beendet +++`."""
    texts = list(frames("ticker", rng.choice((1, 1, 2)), rng))
    return Item("E", "+++", f"+++ {' +++ '.join(texts)} +++", partial(right_ticker, len(texts)), alone=True)


def right_ticker(count: int, answer: Answer) -> Verdict:
    """Right if the English has texts as many, `+++` around and between them."""
    line = answer.text.strip()
    texts = [text.strip() for text in line.split("+++")]
    fits = len(texts) == count + 2 and not texts[0] and not texts[-1] and all(texts[1:-1])
    return Verdict("" if fits and "+" not in "".join(texts) else "no +++ at both ends")


def ends(line: str) -> Item:
    """A text of which a bar says where a sentence ends."""
    parts = line.split("|")
    bounds = {_visible("".join(parts[:count])) for count in range(1, len(parts))}
    source = "".join(parts)
    return Item("F", "sentence ends", source, partial(right_ends, source, frozenset(bounds)), alone=True)


def right_ends(source: str, bounds: frozenset[int], answer: Answer) -> Verdict:
    """Right if the sentences end where they should, counted in characters other than white space."""
    found = {_visible(source[:end]) for _, end in answer.sentences[:-1]}
    if found == bounds:
        return Verdict()
    return Verdict(" | ".join(source[start:end] for start, end in answer.sentences))


def _visible(text: str) -> int:
    return len("".join(text.split()))


def right_quotes(nested: bool, answer: Answer) -> Verdict:
    """Right if the quotation marks are straight, as deen sets them unless told otherwise, and in balance; of nested
    ones, the inner are single.
    """
    text = _APOSTROPHE.sub("", answer.text)
    if left := _GERMAN_QUOTES & set(text):
        return Verdict(f"left: {' '.join(sorted(left))}")
    if curly := _CURLY & set(text):
        return Verdict(f"not straight: {' '.join(sorted(curly))}")
    if not _STRAIGHT & set(text):
        return Verdict("none")
    if text.count('"') % 2 or text.count("'") % 2:
        return Verdict("not in balance")
    if nested and not set(text) >= _STRAIGHT:
        return Verdict("not nested")
    inside = text.split('"')[1::2]
    return Verdict("a space inside" if any(part != part.strip() for part in inside) else "")


def quoted(line: str) -> Item:
    """A text with quotation marks."""
    nested = bool(set("„»") & set(line)) and bool(set("‚›") & set(line))
    return Item("G", "quotation marks", line, partial(right_quotes, nested))


def particle(rng: Chance) -> Item:
    """`Bernd von Jutrczenka`."""
    family = rng.choice(_FAMILIES)
    source = filled(next(frames("particle", 1, rng)), x=family)
    return Item("G", "particle", source, partial(right_words, family, ""))


def agency(line: str) -> Item:
    """A text with `dpa`."""
    return Item("G", "dpa", line, partial(right_words, "dpa", "DPA"))


def right_words(wanted: str, unwanted: str, answer: Answer) -> Verdict:
    """Right if the words stand in the English as they are, and the others do not."""
    if not re.search(rf"\b{wanted}\b", answer.text):
        return Verdict(f"no {wanted}")
    return Verdict(f"{unwanted} stands there" if unwanted and unwanted in answer.text else "")


_CHANCE: dict[str, dict[str, Callable[[Chance], Item]]] = {
    "D": {"entities": entities, "twice": twice, "stray": stray, "divided": divided},
    "E": {"cells": cells, "marked": marked, "ticker": ticker},
    "G": {"particle": particle},
}
_LISTED: dict[str, dict[str, Callable[[str], Item]]] = {
    "F": {"ends": ends},
    "G": {"quotes": quoted, "agency": agency},
}


def items(kind: str, seed: int, count: int) -> Iterator[Item]:
    """About `count` items of a kind, none twice; where a list has no more, there are fewer of it and more by chance."""
    listed, made = _LISTED.get(kind, {}), _CHANCE.get(kind, {})
    wanted = shares(count, [*listed, *made])
    sizes = {name: min(wanted[name], len(sections()[name])) for name in listed}
    for name, make in listed.items():
        yield from map(make, frames(name, sizes[name], seeded(seed, kind, name)))
    if made:
        for name, share in shares(max(1, count - sum(sizes.values())), list(made)).items():
            yield from _unlike(made[name], share, seeded(seed, kind, name))


def _unlike(make: Callable[[Chance], Item], count: int, rng: Chance) -> Iterator[Item]:
    made: dict[str, Item] = {}
    for _ in range(count * 9):
        item = make(rng)
        made.setdefault(item.source, item)
        if len(made) == count:
            break
    return iter(made.values())
