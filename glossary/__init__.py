"""Terms: what a glossary holds, where terms stand in a German text, and how they get into the English."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.errors import DeenError, GlossaryError
    from glossary.linked import LinkedText
    from glossary.matching import Matcher
    from glossary.store import load
    from glossary.terms import Glossary, Outcome, Term, TermMatch

__all__ = ["DeenError", "Glossary", "GlossaryError", "LinkedText", "Matcher", "Outcome", "Term", "TermMatch", "load"]

_MODULES = {
    "DeenError": "errors", "Glossary": "terms", "GlossaryError": "errors", "LinkedText": "linked",
    "Matcher": "matching", "Outcome": "terms", "Term": "terms", "TermMatch": "terms", "load": "store",
}  # fmt: skip


def __getattr__(name: str) -> object:
    # Every command imports this package; what few of them need is loaded when it is asked for.
    from glossary.lazily import public

    return public(__name__, _MODULES, name)
