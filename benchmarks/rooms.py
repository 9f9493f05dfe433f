"""How a checkout of deen is built: its packages, its longest module, its most complex functions, its floors.

    python benchmarks/rooms.py [--against DIR] [--record]

With --against, the checkout in DIR is counted too, after this one. Packages are the folders of a checkout with an
`__init__.py`, but for tests, tools and benchmarks. Imports are all that stand in the code, those inside functions and
for type checkers too. A circle is a set of modules each of which imports each other one, directly or not. Floors are
the modules of the longest chain of imports, where a circle counts once. Complexity is McCabe's, as radon counts it;
where radon is not installed, that is told, and question marks stand in its place.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from recording import ROOT, Table, commit, fail, parser, show

APART = {"tests", "tools", "benchmarks"}
COMPLEX = 12

Graph = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Module:
    package: str
    lines: int
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class Checkout:
    """Its commit, its modules by name, and every function with its complexity, the worst first: None without radon."""

    name: str
    modules: Mapping[str, Module]
    complexities: list[tuple[int, str]] | None


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
    from radon.visitors import ComplexityVisitor

    found = []
    for name, module in all_modules.items():
        visitor = ComplexityVisitor.from_ast(module.tree)
        methods = [method for one in visitor.classes for method in one.methods]
        found += [(one.complexity, f"{name}.{one.fullname}") for one in [*visitor.functions, *methods]]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def read(directory: Path, with_complexity: bool) -> Checkout:
    """Look at a checkout; the benchmark ends if there is none."""
    if not directory.is_dir():
        raise fail(f"{directory}: no such folder; give a checkout of deen")
    found = modules(directory)
    if not found:
        raise fail(f"{directory}: no Python package in it; give a checkout of deen")
    return Checkout(commit(directory), found, complexities(found) if with_complexity else None)


def per_package(all_modules: Mapping[str, Module]) -> list[tuple[str, str, str]]:
    """Package, modules, lines."""
    packages = sorted({module.package for module in all_modules.values()})
    inside = [[module.lines for module in all_modules.values() if module.package == package] for package in packages]
    return [(name, str(len(lines)), str(sum(lines))) for name, lines in zip(packages, inside, strict=True)]


def over_and_worst(checkout: Checkout) -> tuple[str, str]:
    """How many functions are too complex, and the worst of all; question marks if complexity was not counted."""
    if checkout.complexities is None:
        return "?", "?"
    worst = next((f"{name} {complexity}" for complexity, name in checkout.complexities), "")
    return str(sum(complexity > COMPLEX for complexity, _ in checkout.complexities)), worst


def summary(checkout: Checkout) -> dict[str, str]:
    """The figures of a checkout, by what they count."""
    imports = graph(checkout.modules)
    together = circles(imports)
    over, worst = over_and_worst(checkout)
    longest = max(checkout.modules, key=lambda name: checkout.modules[name].lines)
    return {
        "checkout": checkout.name,
        "packages": str(len({module.package for module in checkout.modules.values()})),
        "modules": str(len(checkout.modules)),
        "lines": str(sum(module.lines for module in checkout.modules.values())),
        f"functions over {COMPLEX}": over,
        "most complex": worst,
        "circles": str(len(set(together.values()))),
        "modules in circles": str(len(together)),
        "longest module": f"{longest} {checkout.modules[longest].lines}",
        "floors": str(floors(imports)),
    }


def print_details(checkout: Checkout) -> None:
    packages = Table("packages", ("package", "modules", "lines"), tuple(per_package(checkout.modules)))
    print(f"{checkout.name}\n\n{packages}\n")
    if checkout.complexities:
        worst = tuple((name, str(complexity)) for complexity, name in checkout.complexities[:10])
        print(f"{Table('functions', ('function', 'complexity'), worst)}\n")
    for circle in sorted({tuple(sorted(circle)) for circle in circles(graph(checkout.modules)).values()}):
        print(f"circle: {', '.join(circle)}\n")


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--against", type=Path, metavar="DIR", help="another checkout of deen")
    given = options.parse_args()
    with_complexity = find_spec("radon") is not None
    if not with_complexity:
        print("radon, which counts complexity, is not installed: pip install 'deen-mt[dev]'", file=sys.stderr)
    checkouts = [read(directory, with_complexity) for directory in filter(None, (ROOT, given.against))]
    for checkout in checkouts:
        print_details(checkout)
    told = [summary(checkout) for checkout in checkouts]
    show(Table("rooms", tuple(told[0]), tuple(tuple(figures.values()) for figures in told)), given.record)


if __name__ == "__main__":
    main()
