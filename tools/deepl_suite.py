"""Make a copy of the tests of DeepL's Python client in which German and English have changed places.

    python tools/deepl_suite.py CHECKOUT FOLDER
    DEEPL_SERVER_URL=http://127.0.0.1:8765 DEEPL_AUTH_KEY=… python -m pytest FOLDER/tests

CHECKOUT is one of https://github.com/DeepLcom/deepl-python; its tests need pytest, click and requests. Most of them
translate from English to German, which `deen serve` does not. The server has to have the key (`--api-key`), and its
glossary `Protonenstrahl → proton beam`: models know other words for it.
"""

import ast
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

Swap = str | Callable[[re.Match[str]], str]

# What the tests take from pydantic 1.
SETTINGS = """import os


class BaseSettings:
    def __init__(self):
        for name in self.__annotations__:
            setattr(self, name, os.environ.get(self.Config.env_prefix + name.upper()))
"""
# Tests of what has no direction, and of translations from German, which stay as they are.
FILES = (
    "conftest", "test_cli", "test_general", "test_glossary", "test_multilingual_glossary", "test_translate_document",
    "test_translate_text",
)  # fmt: skip
AS_THEY_ARE = re.compile(
    r"test_(example_translation|mixed_direction_text|context|mixed_case_languages|remove_regional_variant|language"
    r"|(translate_document_)?formality|extra_body_params|document_failure_during_translation"
    r"|glossary_(?!translate_(text_sentence|document)).*)"
)
SWAPPED = {"EN": "DE", "DE": "EN", "En": "De", "en": "de", "de": "en-us", "De": "En-us"}
# From what is written in a test to what is in the copy.
SWAPS: tuple[tuple[str, Swap], ...] = (
    (r'example_text\["(EN|DE)"\]', lambda found: f'example_text["{SWAPPED[found[1]]}"]'),
    (r'(source_lang"?[=:] ?|== )"(EN|En|en)"', lambda found: f'{found[1]}"{SWAPPED[found[2]]}"'),
    (r'(target_lang"?[=:] ?|target_languages if language.code == )"DE"', r'\1"EN-US"'),
    (r'(target_lang"?[=:] ?)"(De|de)"', lambda found: f'{found[1]}"{SWAPPED[found[2]]}"'),
    (r'"EN" ==', '"DE" =='),
    (r'\["EN"\] \*', '["DE"] *'),
    # A noun alone is written as a noun.
    (r'("EN": )"proton beam"', r'\1"Proton beam"'),
    (r"EN: English", "EN-US: English"),
    (r"source_language_en", "source_language_de"),
    (r'(source_languages if language.code == )"EN"', r'\1"DE"'),
    (r'source_lang = "EN"', 'source_lang = "DE"'),
    (r'target_lang = "DE"', 'target_lang = "EN"'),
    (r'"EN", "DE"', '"DE", "EN"'),
    (r"Language\.ENGLISH,", "Language.GERMAN,"),
    (r"target_lang=deepl\.Language\.GERMAN,", "target_lang=deepl.Language.ENGLISH_AMERICAN,"),
    (r"--to DE", "--to EN-US"),
    (r'(EN-US.*|")proton beam"(?!,$)', r'\1Protonenstrahl"'),
    (r'"artist": "Maler", "prize": "Gewinn"', '"Maler": "artist", "Gewinn": "prize"'),
    (r'"artist\\nprize"', r'"Maler\\nGewinn"'),
    (r'"Maler\\nGewinn"$', r'"artist\\nprize"'),
    (r"The artist was awarded a prize\.", "Der Maler erhielt einen Gewinn."),
    (r'"(Maler|Gewinn)" in', lambda found: f'"{"artist" if found[1] == "Maler" else "prize"}" in'),
    (r"A document's title", "Der Titel eines Dokuments"),
    (r"\.\*Der Titel\.\*", ".*[Tt]itle.*"),
    (r"This is a sentence split", "Das ist ein Satz, der"),
    (r"across two (.*) tags that should be treated as one\.", r"über zwei \1 Tags geht und einer ist."),
    (r"Here is a sentence\. Followed by a second one\.", "Hier ist ein Satz. Danach kommt ein zweiter."),
    (r"My First Heading", "Meine erste Überschrift"),
    (r"<h1>Meine erste Überschrift</h1>(?=\" in)", "<h1>My first heading</h1>"),
    (r"I am testing if custom instructions are working correctly\.", "Ich prüfe, ob eigene Anweisungen wirken."),
)


def swapped(text: str) -> str:
    """The code of tests from German to English."""
    lines = text.splitlines(keepends=True)
    kept: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and AS_THEY_ARE.fullmatch(node.name):
            kept.update(range(node.lineno - 1, node.end_lineno or node.lineno))
    return "".join(line if number in kept else _line(line) for number, line in enumerate(lines))


def _line(line: str) -> str:
    for pattern, swap in SWAPS:
        line = re.sub(pattern, swap, line)
    return line


def main() -> None:
    checkout, folder = map(Path, sys.argv[1:])
    for name in ("deepl", "tests"):
        shutil.copytree(checkout / name, folder / name)
    (folder / "pydantic.py").write_text(SETTINGS)
    for path in (folder / "tests" / f"{name}.py" for name in FILES):
        path.write_text(swapped(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
