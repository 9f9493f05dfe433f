"""Public names of a package that are loaded when they are asked for."""

from collections.abc import Mapping
from importlib import import_module


def public(package: str, modules: Mapping[str, str], name: str) -> object:
    """What is called `name` in the one of the package's modules that `modules` says.

    Raises `AttributeError` for a name that is not public.
    """
    if name not in modules:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    return getattr(import_module(f"{package}.{modules[name]}"), name)
