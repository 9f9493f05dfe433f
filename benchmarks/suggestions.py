"""How right and how complete the names are that `deen glossary suggest` suggests.

    python benchmarks/suggestions.py ARTICLE.txt… [--list] [--record]

Beside each article stands ARTICLE.names with the names in it: a kind (`person`, `place`,
`organisation`, `work`), a tab, and its German forms with "|" between them, any of which is right. Forms of the kind `?`
are neither wrong nor asked for. What the shipped glossary covers is left out.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recording import Table, existing, fail, parser, show

from glossary import store
from glossary.matching import Matcher
from glossary.suggesting import Suggestion
from translate import article_names
from translate.formats import choice

COLUMNS = ("article", "suggested", "precision, %", "names", "recall, %", "by kind")
OPTIONAL = "?"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an article: its kind, and its forms."""

    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was suggested for an article: what of it is a name, what is none, which names it lacks, and all of these."""

    right: list[Suggestion]
    wrong: list[Suggestion]
    lacking: list[Name]
    names: list[Name]

    def row(self, title: str) -> tuple[str, ...]:
        asked, lacking = Counter(name.kind for name in self.names), Counter(name.kind for name in self.lacking)
        suggested = len(self.right) + len(self.wrong)
        by_kind = ", ".join(f"{kind} {asked[kind] - lacking[kind]} of {asked[kind]}" for kind in sorted(asked))
        return (
            title, str(suggested), _percentage(len(self.right), suggested), str(len(self.names)),
            _percentage(len(self.names) - len(self.lacking), len(self.names)), by_kind,
        )  # fmt: skip


def _percentage(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "–"


def names(article: Path, matcher: Matcher) -> tuple[list[Name], set[str]]:
    """The names of an article that the glossary does not cover, and all forms that are not wrong."""
    asked, allowed = [], set[str]()
    for number, line in enumerate(article.with_suffix(".names").read_text(encoding="utf-8").splitlines(), 1):
        kind, tab, forms = line.partition("\t")
        if not tab:
            raise fail(f"{article.with_suffix('.names')}:{number}: no kind and forms with a tab between: {line}")
        name = Name(kind, tuple(forms.split("|")))
        allowed.update(name.forms)
        if kind != OPTIONAL and not any(matcher.find(form) for form in name.forms):
            asked.append(name)
    return asked, allowed


def found(article: Path) -> Found:
    """What is suggested for an article, held against its names."""
    glossary = store.read(store.SHIPPED)
    asked, allowed = names(article, Matcher(glossary))
    document, _ = choice.parsed(str(article), None, choice.Settings())
    suggested = article_names.suggestions(document, glossary, print)
    sources = {one.source for one in suggested}
    return Found(
        [one for one in suggested if one.source in allowed],
        [one for one in suggested if one.source not in allowed],
        [name for name in asked if sources.isdisjoint(name.forms)],
        asked,
    )


def together(all_found: Sequence[Found]) -> Found:
    """What was suggested for all articles."""
    return Found(
        [right for one in all_found for right in one.right],
        [wrong for one in all_found for wrong in one.wrong],
        [name for one in all_found for name in one.lacking],
        [name for one in all_found for name in one.names],
    )


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("articles", nargs="+", type=Path, metavar="ARTICLE.txt")
    options.add_argument("--list", action="store_true", help="list what is wrong and what is lacking")
    return options.parse_args()


def main() -> None:
    given = arguments()
    origin = "it holds the names of the article, a kind and forms a line"
    existing([*given.articles, *(article.with_suffix(".names") for article in given.articles)], origin)
    all_found = {article.name: found(article) for article in given.articles}
    if given.list:
        for title, one in all_found.items():
            wrong = [f"{name.source} → {name.target} ({name.certainty})" for name in one.wrong]
            print(
                f"{title}\n  wrong: {'; '.join(wrong)}\n  lacking: {'; '.join(name.forms[0] for name in one.lacking)}"
            )
    rows = [one.row(title) for title, one in all_found.items()]
    rows.append(together(list(all_found.values())).row("all"))
    show(Table("suggestions", COLUMNS, tuple(rows)), given.record)


if __name__ == "__main__":
    main()
