"""What a translation depends on, so that one output never holds what was made in two ways."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version

from glossary.terms import Glossary, Term
from translate.corpus.columns import Columns
from translate.corpus.parts import Description
from translate.lexicon.lookup import Lexicon
from translate.options import Options


def described(
    options: Options, glossary: Glossary, columns: Columns, model: str, lexicon: Lexicon | None
) -> Description:
    """The settings of a run as plain values; `model` is the key of its engine."""
    return Description(
        {
            "deen": version("deen-mt"),
            "model": model,
            "glossary": _digest(glossary.terms) if glossary.terms else "none",
            "names": options.names,
            "lexicon": (lexicon.key or "shipped") if lexicon else "none",
            **{f"style {name}": value for name, value in asdict(options.style).items()},
            **{f"column {name}": value or "none" for name, value in asdict(columns).items()},
        }
    )


def _digest(terms: Iterable[Term]) -> str:
    """A text that is another when the terms are, wherever they were read."""
    lines = (repr((term.source, term.target, term.kind, term.forms, term.plural, term.forbidden)) for term in terms)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:32]
