"""From articles and their translations to the segments of a test set."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval import beads
from eval.beads import Bead
from eval.errors import EvaluationError
from eval.own_sets import Row
from eval.pairing import Pair
from translate.documents import language
from translate.formats import choice

# What is as long as this has a language that can be told.
_WORDS = 18
# From which similarity on a pair needs no second look, and how far its length may be from what is usual.
_SIMILAR, _USUAL = 0.1, 3.0
_MOST_SENTENCES = 3
# Names and numbers may be the same in both languages, more words hardly.
_SAME_WORDS = 3


@dataclass(frozen=True, slots=True)
class Article:
    """The sentences of an article and of its translation; `notices` say what was assumed about the files."""

    document: str
    german: tuple[str, ...]
    english: tuple[str, ...]
    notices: tuple[str, ...] = ()


def read(pair: Pair) -> Article:
    """The sentences of two files, in any format that can be translated.

    Scrape damage is mended in the German, as it is where an article is translated. The segmenter of German serves
    English too (`docs/decisions.md` has the figures).

    Raises `EvaluationError` for a file without sentences, and for one that is surely in the other language.
    """
    german, notices = _sentences(pair.german, repair=True)
    english, others = _sentences(pair.english, repair=False)
    if language.told("\n".join(german)) == "English":
        raise EvaluationError(f"{pair.german}: is English; name the German file first, then the English one")
    if _is_german("\n".join(english)):
        raise EvaluationError(f"{pair.english}: is German; name the German file first, then the English one")
    return Article(pair.document, german, english, (*notices, *others))


def _sentences(path: Path, *, repair: bool) -> tuple[tuple[str, ...], list[str]]:
    document, _ = choice.parsed(str(path), None, choice.Settings(repair=repair))
    sentences = tuple(segment.text for segment in document.segments)
    if not sentences:
        raise EvaluationError(f"{path}: no sentences in it")
    # That English does not look like German is no news.
    expected = None if repair else language.foreign(document.text)
    return sentences, [f"{path}: {notice}" for notice in document.notices if notice != expected]


def _is_german(text: str) -> bool:
    return len(text.split()) >= _WORDS and language.ranked(text)[0][0] == "german"


def rows(article: Article, translations: Sequence[str]) -> list[Row]:
    """The segments of an article, aligned with the help of a machine translation of each of its sentences.

    What a person should look at is doubtful, all else accepted.
    """
    found = []
    for number, bead in enumerate(beads.align(article.german, article.english, translations), 1):
        source = " ".join(article.german[slice(*bead.source)])
        reference = " ".join(article.english[slice(*bead.target)])
        doubtful = is_doubtful(bead) or (source == reference and len(source.split()) > _SAME_WORDS)
        score = None if bead.similarity is None else round(bead.similarity, 2)
        found.append(Row(article.document, number, source, reference, score, "doubtful" if doubtful else "accepted"))
    return found


def is_doubtful(bead: Bead) -> bool:
    """Whether a bead has sentences of one side alone, little in common, an odd length, or many sentences."""
    if bead.similarity is None or bead.similarity < _SIMILAR or abs(bead.deviation) > _USUAL:
        return True
    return sum(end - start for start, end in (bead.source, bead.target)) > _MOST_SENTENCES
