"""DeepL's API, as its clients speak it.

Sources: https://developers.deepl.com, https://github.com/DeepLcom/deepl-mock, its clients, and what Weblate sends.
"""

from starlette.routing import Route

from translate.server.deepl import codes, document_jobs, glossaries, multilingual, texts, usage
from translate.server.deepl.usage import Usage
from translate.server.service import Service
from translate.server.shelf import Shelf


def routes(service: Service) -> list[Route]:
    """The paths of the API."""
    shelf = Shelf(service.settings.folder)
    count = Usage()
    return [
        *texts.routes(service, shelf, count),
        *document_jobs.routes(service, shelf, count),
        *glossaries.routes(service, shelf),
        *multilingual.routes(service, shelf),
        *codes.routes(service),
        *usage.routes(service, count),
    ]
