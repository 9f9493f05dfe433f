"""`/v2/translate`: texts, plain or with tags."""

import codecs
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glossary.terms import Glossary
from translate.documents import language, segmenter
from translate.documents.document import Format
from translate.formats.exchange.passage import Passage, Splitting
from translate.formats.exchange.tagged import Tagged
from translate.formats.markup.html import Html
from translate.server.deepl import codes, parameters
from translate.server.deepl.parameters import Parameters
from translate.server.deepl.usage import Usage
from translate.server.problems import Problem
from translate.server.service import Gone, Service
from translate.server.shelf import Shelf

_TEXTS = 50
_SPLITTINGS: dict[str, Splitting] = {"0": "never", "1": "lines", "nonewlines": "signs"}
_MODELS = ("quality_optimized", "prefer_quality_optimized", "latency_optimized")


def routes(service: Service, shelf: Shelf, usage: Usage) -> list[Route]:
    """The path that texts are translated at."""

    async def translate(request: Request) -> Response:
        asked = _Asked.of(await parameters.admitted(service, request))
        size = sum(map(len, asked.texts))
        if size > service.settings.characters:
            limit = service.settings.characters
            raise Problem(413, "Request size exceeds the limit", f"It has {size} characters; it may have {limit}")
        glossary = await enforced(service, shelf, asked.asked, request.is_disconnected)
        form = asked.form(repair=service.settings.options.repair)
        english = [asked.is_english(text) for text in asked.texts]
        # What has a byte-order mark is in UTF-8, whatever a page says.
        german = [text for text, same in zip(asked.texts, english, strict=True) if not same]
        unread = [(codecs.BOM_UTF8 + text.encode(), form) for text in german]
        reports = await service.translate(unread, glossary, request.is_disconnected) if unread else []
        usage.add(sum(map(len, german)))
        made = iter(report.data.removeprefix(codecs.BOM_UTF8).decode() for report in reports)
        answers = [
            asked.answer(text, text, codes.ENGLISH) if same else asked.answer(text, next(made), codes.GERMAN)
            for text, same in zip(asked.texts, english, strict=True)
        ]
        return JSONResponse({"translations": answers})

    return [Route("/v2/translate", translate, methods=["POST"])]


async def enforced(service: Service, shelf: Shelf, asked: Parameters, gone: Gone) -> Glossary:
    """The glossary that counts for a request: everybody's, and over it the one that it names.

    Raises `Problem` for one that is not there, or has no terms from German to English.
    """
    number = asked.text("glossary_id")
    if not number:
        return service.glossary()
    if not asked.text("source_lang"):
        raise Problem(400, "Use of a glossary requires the source_lang parameter to be specified")

    def work(_: object) -> Glossary:
        own = shelf.of(asked.key).terms(number, codes.PAIR)
        if own is None:
            raise Problem(400, "Glossary dictionary not found", "The glossary has no dictionary from DE to EN")
        return Glossary.merge(service.glossary().terms, own.terms)

    return await service.run(work, gone)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that can be answered."""

    asked: Parameters
    texts: list[str]
    source: str
    handling: str
    splitting: Splitting
    preserves: bool
    bills: bool
    model: str

    @classmethod
    def of(cls, asked: Parameters) -> "_Asked":
        """What a request asks for; raises `Problem` for what cannot be done."""
        source = codes.source(asked)
        codes.check_formality(asked)
        texts = asked.texts("text")
        if len(texts) > _TEXTS:
            raise Problem(400, f"Too many texts: {_TEXTS} at most", f"There are {len(texts)}; send several requests")
        handling = asked.choice("tag_handling", ("", "html", "xml"), "")
        asked.choice("tag_handling_version", ("v1", "v2"), "v1")
        splitting = asked.choice("split_sentences", tuple(_SPLITTINGS), "nonewlines" if handling == "html" else "1")
        model = asked.choice("model_type", ("", *_MODELS), "")
        for name in ("style_id", "translation_memory_id", "custom_instructions"):
            if asked.text(name):
                raise parameters.unsupported(name)
        return cls(
            asked, texts, source, handling, _SPLITTINGS[splitting], asked.flag("preserve_formatting", False),
            asked.flag("show_billed_characters", False), model.removeprefix("prefer_"),
        )  # fmt: skip

    def form(self, *, repair: bool) -> Format[Any]:
        """The format that the texts are in; nothing is mended where they are to keep their form."""
        repair = repair and not self.preserves
        if self.handling == "html":
            split = segmenter.whole if self.splitting == "never" else segmenter.split
            ignored = frozenset(map(str.lower, self.asked.names("ignore_tags")))
            return Html(repair=repair, ignored=ignored, split=split)
        if self.handling == "xml":
            names = self.asked.names
            return Tagged(
                repair, self.splitting, names("ignore_tags"), names("splitting_tags"), names("non_splitting_tags"),
                self.asked.flag("outline_detection", True),
            )  # fmt: skip
        return Passage(repair, self.splitting)

    def is_english(self, text: str) -> bool:
        """Whether a text is English already: the client says so, or says nothing and it looks like it.

        Raises `Problem` if it surely is in a third language.
        """
        if self.source:
            return self.source == codes.ENGLISH
        found = language.told(text)
        if found not in (None, "English"):
            raise Problem(400, "Value for 'source_lang' not supported.", f"A text looks like {found or 'no German'}")
        return found == "English"

    def answer(self, text: str, translation: str, detected: str) -> dict[str, object]:
        """What is told of a text."""
        answer: dict[str, object] = {"detected_source_language": detected, "text": translation}
        if self.bills:
            answer["billed_characters"] = len(text)
        if self.model:
            answer["model_type_used"] = self.model
        return answer
