"""deen: German articles into English, offline, with the names right."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.api import Translator

__all__ = ["Translator"]


def __getattr__(name: str) -> object:
    # Every command imports this package; what few of them need is loaded when it is asked for.
    if name == "Translator":
        from translate.api import Translator

        return Translator
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
