"""Where the pages of articles go: one file, or a folder of pages with a list of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glossary import outputs
from translate.commands import inputs
from translate.commands.inputs import Input, Inputs
from translate.errors import DocumentError

if TYPE_CHECKING:
    from translate.pages.overview import Listed
    from translate.report import Report

_LIST = "index.html"


class PageFiles:
    """The pages of some articles, which go into a `folder`, or, if that is None, of one to a `path`.

    Without a path there are none.
    """

    def __init__(self, wanted: Inputs, path: str | None, folder: Path | None) -> None:
        self.folder = folder
        alone = [] if path is None else [Path(path)]
        self.files = list(_named(folder, wanted.files)) if folder else alone
        self._listed: list[Listed] = []

    @property
    def all(self) -> list[Path]:
        """All that is written."""
        return [*self.files, *([self.folder / _LIST] if self.folder else [])]

    @property
    def folders(self) -> set[Path]:
        """The folders that are made if need be."""
        return {file.parent for file in self.all} if self.folder else set()

    def write(self, number: int, report: "Report") -> None:
        """Write the page of an article, which is counted from 0."""
        if not self.files:
            return
        from translate.pages import article
        from translate.pages.overview import Listed

        outputs.write_text(self.files[number], article.render(report))
        if self.folder:
            self._listed.append(Listed.of(report, self.files[number].relative_to(self.folder)))

    def write_list(self) -> None:
        """Write the list of the pages that were written, into their folder; none if there are none."""
        if self.folder and self._listed:
            from translate.pages import overview

            outputs.write_text(self.folder / _LIST, overview.render(self._listed))


def folder(names: Sequence[str], path: str | None, *, recursive: bool) -> Path | None:
    """The folder that pages go into, as that for translations; None for a page that stands alone.

    Raises `DocumentError` for a path without a name.
    """
    if path == "":
        raise DocumentError("the name of the page is empty; is a variable not set?")
    several = len(names) > 1 or (recursive and any(map(inputs.is_there, names)))
    return Path(path) if path is not None and inputs.is_folder(several, path) else None


def _named(folder: Path, files: tuple[Input, ...]) -> Iterator[Path]:
    """A page for each article, named as it with its ending; of two with one name, which the case does not tell apart,
    the later ones have a number.
    """
    taken = {_LIST}
    for one in files:
        own = Path("translation" if one.name == inputs.STDIN else one.inside)
        page = own.with_name(f"{own.name}.html")
        number = 1
        while str(page).casefold() in taken:
            number += 1
            page = own.with_name(f"{own.name}-{number}.html")
        taken.add(str(page).casefold())
        yield folder / page
