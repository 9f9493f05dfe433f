"""deen: German articles into English, offline, with the names right."""

from translate.api import Translator

__all__ = ["Translator"]
