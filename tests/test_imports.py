"""What imports what: the rooms in one direction, the start without what is slow."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest
from conftest import ROOT

from translate.cli import COMMANDS
from translate.engines import loading
from translate.options import Options

ROOMS = ("glossary", "translate", "eval")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}
SLOW = {"torch", "transformers", "ctranslate2", "sacrebleu"}


def imports(tree: ast.AST, package: str) -> Iterator[str]:
    """The modules of ours that a module imports, wherever in it."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            # A name may be a module or stand in one.
            names = [f"{module}.{a.name}" if f"{module}.{a.name}" in MODULES else module for a in node.names]
        yield from (name for name in names if name.partition(".")[0] in ROOMS)


def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def package(module: str) -> str:
    return module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]


def loaded(code: str) -> set[str]:
    """The top-level modules that are loaded after some code has run in a Python of its own."""
    tell = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout.splitlines()[-1]))


def command(*arguments: str) -> str:
    return f"from translate.cli import deen; deen({list(arguments)!r}, standalone_mode=False)"


def test_the_reader_of_imports_sees_them() -> None:
    tree = ast.parse(
        "import eval.report\nfrom translate import pipeline, Translator\nfrom . import store\nfrom .terms import Term\n"
        "def f():\n    import eval.page\n"
    )
    seen = ["eval.report", "translate.pipeline", "translate", "glossary.store", "glossary.terms", "eval.page"]
    assert list(imports(tree, "glossary")) == seen


@pytest.mark.parametrize("module", MODULES)
def test_the_arrows_run_from_eval_over_translate_to_glossary(module: str) -> None:
    allowed = ROOMS[: ROOMS.index(module.partition(".")[0]) + 1]
    assert {name.partition(".")[0] for name in imports(parsed(module), package(module))} <= set(allowed)


def test_no_module_is_imported_in_a_circle() -> None:
    """Not inside a function, nor for type checkers, either."""
    graph = {module: set(imports(parsed(module), package(module))) - {module} for module in MODULES}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(MODULES)


def test_every_module_of_ours_that_is_imported_is_there() -> None:
    names = set(chain.from_iterable(imports(parsed(module), package(module)) for module in MODULES))
    assert names <= MODULES.keys()


def test_the_commands_named_as_strings_are_there() -> None:
    for target in COMMANDS.values():
        module, attribute = target.split(":")
        defined = {node.name for node in parsed(module).body if isinstance(node, ast.FunctionDef)}
        assert attribute in defined, target


def test_help_loads_nothing_slow() -> None:
    assert not loaded(
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    " + command("--help")
    ) & {
        *SLOW,
        "numpy",
    }


@pytest.mark.parametrize("name", ["segment", "translate", "glossary", "score"])
def test_help_of_a_command_loads_no_model(name: str) -> None:
    assert not loaded(command(name, "--help")) & {"torch", "transformers", "ctranslate2"}


def test_segmenting_and_finding_names_need_no_model(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Der Minister traf Lawrow.\n", encoding="utf-8")
    code = command("segment", str(article)) + "\n" + command("glossary", "find", "Lawrow kam.")
    assert not loaded(code) & SLOW


@pytest.mark.slow
@pytest.mark.model
def test_translating_imports_neither_torch_nor_transformers() -> None:
    # Converting may: CTranslate2's own classes import torch where it is installed.
    loading.load(Options(device="cpu"), lambda notice: None)
    code = (
        "from translate.api import Translator\n"
        "assert 'house' in Translator(memory=False, device='cpu').translate('Das Haus ist alt.').text.lower()"
    )
    assert not loaded(code) & {"torch", "transformers"}


def test_importing_the_package_is_no_work() -> None:
    assert not loaded("import translate, glossary, eval") & {*SLOW, "numpy", "click", "jinja2"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_work_at_import(room: str) -> None:
    """Modules only define: calls at their top level are those that make constants and decorate."""
    for module in (name for name in MODULES if name.partition(".")[0] == room):
        loose = [
            ast.unparse(node)
            for node in parsed(module).body
            if isinstance(node, ast.Expr | ast.For | ast.While | ast.With) and not _is_docstring(node)
        ]
        assert not loose, (module, loose)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
