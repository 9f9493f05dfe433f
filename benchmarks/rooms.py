"""How a checkout of deen is built: its packages, its longest module, its most complex functions, its floors.

    python benchmarks/rooms.py [DIR] [--record]

Packages are the folders of DIR with an `__init__.py`, but for tests, tools and benchmarks. Imports are all that stand
in the code, those inside functions and for type checkers too. A circle is a set of modules each of which imports each
other one, directly or not. Floors are the modules of the longest chain of imports, where a circle counts once.
Complexity is McCabe's, as radon counts it.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recording import ROOT, Table, fail, parser, show

APART = {"tests", "tools", "benchmarks"}
COMPLEX = 12

Graph = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Module:
    package: str
    lines: int
    tree: ast.Module


def modules(root: Path) -> dict[str, Module]:
    """The modules of the packages in a folder, by name."""
    found = {}
    tops = [top for top in sorted(root.iterdir()) if (top / "__init__.py").is_file() and top.name not in APART]
    for path in (path for top in tops for path in sorted(top.rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        found[name] = Module(".".join(parts[:-1]), len(text.splitlines()), ast.parse(text))
    return found


def imported(name: str, all_modules: Mapping[str, Module]) -> Iterator[str]:
    """The modules among all that a module imports, wherever in it.

    >>> tree = ast.parse("from a import b, c\\ndef f(): import a.d.e")
    >>> sorted(imported("m", {n: Module("", 1, tree) for n in ("m", "a", "a.b", "a.d")}))
    ['a', 'a.b', 'a.d']
    """
    package = all_modules[name].package
    for node in ast.walk(all_modules[name].tree):
        if isinstance(node, ast.Import):
            yield from filter(None, (_module(alias.name, all_modules) for alias in node.names))
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from filter(None, (_module(f"{base}.{alias.name}", all_modules) for alias in node.names))


def _module(name: str, all_modules: Mapping[str, Module]) -> str | None:
    """The module that a dotted name is or stands in."""
    while name and name not in all_modules:
        name = name.rpartition(".")[0]
    return name or None


def graph(all_modules: Mapping[str, Module]) -> Graph:
    return {name: frozenset(imported(name, all_modules)) - {name} for name in all_modules}


def reached(start: str, imports: Graph) -> frozenset[str]:
    """What a module imports, directly or not."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = imports[waiting.pop()] - found
        found |= new
        waiting += new
    return frozenset(found)


def circles(imports: Graph) -> dict[str, frozenset[str]]:
    """The modules that import each other in circles, each with those of its circle."""
    below = {name: reached(name, imports) for name in imports}
    return {name: frozenset(n for n in below[name] if name in below[n]) for name in imports if name in below[name]}


def floors(imports: Graph) -> int:
    """The length of the longest chain of imports.

    >>> floors({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b")})
    2
    """
    together = circles(imports)

    @cache
    def height(circle: frozenset[str]) -> int:
        below = {other for name in circle for other in imports[name]} - circle
        return 1 + max((height(together.get(other, frozenset([other]))) for other in below), default=0)

    return max((height(together.get(name, frozenset([name]))) for name in imports), default=0)


def complexities(all_modules: Mapping[str, Module]) -> list[tuple[int, str]]:
    """Every function and method with its complexity, the worst first."""
    try:
        from radon.visitors import ComplexityVisitor
    except ModuleNotFoundError as error:
        raise fail("radon, which counts complexity, is not installed: pip install radon") from error
    found = []
    for name, module in all_modules.items():
        visitor = ComplexityVisitor.from_ast(module.tree)
        methods = [method for one in visitor.classes for method in one.methods]
        found += [(one.complexity, f"{name}.{one.fullname}") for one in [*visitor.functions, *methods]]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def per_package(all_modules: Mapping[str, Module]) -> list[tuple[str, str, str]]:
    """Package, modules, lines."""
    packages = sorted({module.package for module in all_modules.values()})
    inside = [[module.lines for module in all_modules.values() if module.package == package] for package in packages]
    return [(name, str(len(lines)), str(sum(lines))) for name, lines in zip(packages, inside, strict=True)]


def summary(name: str, all_modules: Mapping[str, Module]) -> Table:
    imports = graph(all_modules)
    together = circles(imports)
    worst = complexities(all_modules)
    longest = max(all_modules, key=lambda name: all_modules[name].lines)
    figures = {
        "checkout": name,
        "packages": str(len({module.package for module in all_modules.values()})),
        "modules": str(len(all_modules)),
        "lines": str(sum(module.lines for module in all_modules.values())),
        f"functions over {COMPLEX}": str(sum(complexity > COMPLEX for complexity, _ in worst)),
        "most complex": f"{worst[0][1]} {worst[0][0]}" if worst else "",
        "circles": str(len(set(together.values()))),
        "modules in circles": str(len(together)),
        "longest module": f"{longest} {all_modules[longest].lines}",
        "floors": str(floors(imports)),
    }
    return Table("rooms", tuple(figures), (tuple(figures.values()),))


def print_details(all_modules: Mapping[str, Module]) -> None:
    print(Table("packages", ("package", "modules", "lines"), tuple(per_package(all_modules))))
    worst = tuple((name, str(complexity)) for complexity, name in complexities(all_modules)[:10])
    print(f"\n{Table('functions', ('function', 'complexity'), worst)}\n")
    for circle in sorted({tuple(sorted(circle)) for circle in circles(graph(all_modules)).values()}):
        print(f"circle: {', '.join(circle)}\n")


def main() -> None:
    options = parser(__doc__)
    options.add_argument("directory", nargs="?", type=Path, default=ROOT, metavar="DIR", help="a checkout of deen")
    given = options.parse_args()
    if not given.directory.is_dir():
        raise fail(f"{given.directory}: no such folder; give a checkout of deen")
    all_modules = modules(given.directory)
    if not all_modules:
        raise fail(f"{given.directory}: no Python package in it; give a checkout of deen")
    print_details(all_modules)
    name = "this" if given.directory.resolve() == ROOT else given.directory.resolve().name
    show(summary(name, all_modules), given.record)


if __name__ == "__main__":
    main()
