"""How many of the forms of German nouns a matcher finds when it is given dictionary forms, and what else it takes.

    python benchmarks/inflection.py NOUNS NEWS [--nouns N] [--seed N] [--list FILE] [--record]

NOUNS is the table of the package german-nouns (from Wiktionary), a CSV file. NEWS is German text. N common nouns that
stand in it are drawn; each is the only term of a matcher. Found are the forms of the table that the matcher finds, each
once, and as often as it stands in the news, by what the plural does to the noun. Wrong are words of the news that are
taken for the noun though the table has them as forms of other nouns alone; words that it does not have are told apart.
The last line is of spellings that name all genders. --list writes what is missed and what is wrong.
"""

import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recording import Table, existing, parser, positive, show

from glossary.folding import fold
from glossary.matching import Matcher
from glossary.terms import Glossary, Term

_CASES = ("nominativ", "genitiv", "dativ", "akkusativ")
_NAMES = ("Toponym", "Vorname", "Nachname", "Eigenname")
_GENDER_FORMS = (
    "%s:innen",
    "%s*innen",
    "%s_innen",
    "%sInnen",
    "%s/-innen",
    "%s/innen",
    "%s(innen)",
    "%s·innen",
    "%s:in",
)
# A masculine noun, and what stands before the ending of its feminine.
_PEOPLE = (
    "Mitarbeiter Mitarbeiter,Kunde Kund,Kollege Kolleg,Arzt Ärzt,Bürger Bürger,Student Student,Beamter Beamt,"
    "Anwalt Anwält,Bauer Bäuer,Koch Köch,Jude Jüd,Experte Expert,Autor Autor,Nachbar Nachbar,Pädagoge Pädagog,"
    "Zeuge Zeug"
)  # fmt: skip


@dataclass
class Noun:
    """A noun of the table: its forms in the singular and in the plural."""

    lemma: str
    plural: str = ""
    adjectival: bool = False
    forms: set[str] = field(default_factory=set)

    @property
    def group(self) -> str:
        """What the plural does to the noun."""
        one, many = self.lemma, self.plural
        if self.adjectival:
            return "adjectival"
        if not many:
            return "no plural"
        if fold(one)[:1] == fold(many)[:1] and many.startswith(one):
            return f"-{many[len(one) :] or '0'}"
        plain = many.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
        return f"umlaut -{plain[len(one) :] or '0'}" if plain.startswith(one) else "stem changes"


def nouns(path: Path) -> dict[str, Noun]:
    """The common nouns of the table by their dictionary forms, those with several genders as one."""
    found: dict[str, Noun] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if "Substantiv" not in row["pos"] or any(name in row["pos"] for name in _NAMES):
                continue
            lemma = row["lemma"]
            if not re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+", lemma):
                continue
            noun = found.setdefault(lemma, Noun(lemma))
            cells = {name: value for name, value in row.items() if value and name.startswith(_CASES)}
            noun.forms |= {lemma, *(value for value in cells.values() if re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+", value))}
            noun.adjectival |= any(name.endswith("stark") for name in cells)
            plurals = [value for name, value in cells.items() if name.startswith("nominativ plural")]
            noun.plural = noun.plural or (plurals[0] if plurals else "")
    return found


def surfaces(matcher: Matcher, words: Iterable[str]) -> set[str]:
    """Those of the words that are matched as a whole."""
    text = "x " + " , ".join(words)
    return {
        text[match.start : match.end] for match in matcher.find(text) if text[match.end : match.end + 1] in (" ", "")
    }


def measured(
    drawn: Iterable[Noun], counts: Counter[str], owners: Mapping[str, set[str]]
) -> Iterator[tuple[Noun, set[str], set[str]]]:
    """Each noun with the forms that are missed and the words of the news that are taken for it."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts:
        alike[fold(word)[:2]].append(word)
    for noun in drawn:
        matcher = Matcher(Glossary((Term(noun.lemma, "x"),)))
        missed = noun.forms - surfaces(matcher, sorted(noun.forms))
        beginnings = {fold(form)[:2] for form in noun.forms} | {fold(noun.lemma.replace("a", "ä", 1))[:2]}
        near = [word for beginning in sorted(beginnings) for word in alike[beginning]]
        yield noun, missed, {word for word in surfaces(matcher, near) if noun.lemma not in owners.get(word, ())}


def gender_forms() -> tuple[int, int]:
    """How many of the neutral spellings of nouns for people are found as a whole, of how many."""
    found = total = 0
    for pair in _PEOPLE.split(","):
        lemma, stem = pair.split(" ")
        matcher = Matcher(Glossary((Term(lemma, "x"),)))
        for form in _GENDER_FORMS:
            text = f"Die {form % stem} kamen."
            total += 1
            found += [match.span for match in matcher.find(text)] == [(4, len(text) - 7)]
    return found, total


def counted(
    noun: Noun, missed: set[str], others: set[str], counts: Counter[str], owners: Mapping[str, set[str]]
) -> Counter[str]:
    """The figures of one noun."""
    found, wrong = noun.forms - missed, {word for word in others if word in owners}
    return Counter(
        {
            "nouns": 1,
            "forms": len(noun.forms),
            "found": len(found),
            "words": sum(counts[form] for form in noun.forms),
            "found words": sum(counts[form] for form in found),
            "wrong": len(wrong),
            "wrong words": sum(counts[word] for word in wrong),
            "unknown words": sum(counts[word] for word in others - wrong),
        }
    )


def row(group: str, figures: Counter[str]) -> tuple[str, ...]:
    """A row of the table."""
    shares = (figures["found"] / figures["forms"], figures["found words"] / max(figures["words"], 1))
    names = ("words", "wrong", "wrong words", "unknown words")
    return (group, str(figures["nouns"]), *(f"{share:.4f}" for share in shares), *(str(figures[one]) for one in names))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("table", type=Path)
    options.add_argument("news", type=Path)
    options.add_argument("--nouns", type=positive, default=2_000)
    options.add_argument("--seed", type=int, default=1, help="draws other nouns")
    options.add_argument("--list", type=Path, help="write what is missed and what is wrong here")
    given = options.parse_args()
    existing([given.table], "it is in the package german-nouns")
    existing([given.news], "any German text will do")
    known = nouns(given.table)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for noun in known.values():
        for form in noun.forms:
            owners[form].add(noun.lemma)
    counts = Counter(re.findall(r"(?<=\w )[A-ZÄÖÜ][a-zäöüß]+\b", given.news.read_text(encoding="utf-8")))
    standing = [known[lemma] for lemma in sorted(known) if any(counts[form] for form in known[lemma].forms)]
    inflected = [noun for noun in standing if len(noun.forms) > 1]
    drawn = random.Random(given.seed).sample(inflected, min(given.nouns, len(inflected)))
    sizes = Counter(noun.group for noun in drawn)
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    listed = []
    for noun, missed, others in measured(drawn, counts, owners):
        common = noun.group if sizes[noun.group] >= len(drawn) / 100 else "other"
        for group in (common, "all"):
            groups[group] += counted(noun, missed, others, counts, owners)
        listed += [f"missed\t{noun.group}\t{noun.lemma}\t{form}\t{counts[form]}" for form in sorted(missed)]
        for word in sorted(others):
            label = "wrong" if word in owners else "unknown"
            listed.append(f"{label}\t{noun.group}\t{noun.lemma}\t{word}\t{counts[word]}")
    if given.list:
        given.list.write_text("\n".join(listed) + "\n", encoding="utf-8")
    ordered = sorted(groups, key=lambda group: (group == "all", -groups[group]["nouns"]))
    found, total = gender_forms()
    rows = (
        *(row(group, groups[group]) for group in ordered),
        ("all genders", str(total), f"{found / total:.4f}", *[""] * 5),
    )
    columns = ("plural", "nouns", "forms found", "in news", "words", "wrong forms", "in news", "unknown in news")
    show(Table("inflection", columns, rows), given.record)


if __name__ == "__main__":
    main()
