"""Takes the mean of the weights of models that were trained from one another:

    python tools/average_models.py MODEL… -o DIR

MODEL are folders of models with the same vocabulary; one that is named twice counts twice. What lies between a model
and one fine-tuned from it is often better than both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
What all of them know are known words: what one of them has just learnt is half forgotten in the mean. The card is that
of the last one.
"""

import argparse
import shutil
from pathlib import Path

from translate.engines import known_words
from translate.errors import TrainingError
from translate.training import export
from translate.training.averaging import WeightMean
from translate.training.model import Model
from translate.training.vocabulary import Vocabulary, direction_of


def mean(directories: list[Path]) -> Model:
    """The model whose weights are the mean of theirs; raises `TrainingError` if they do not fit together."""
    first = export.read(directories[0])
    ids = Vocabulary.read(directories[0]).ids
    weights = WeightMean()
    for directory in directories:
        model = export.read(directory)
        if model.shape != first.shape or Vocabulary.read(directory).ids != ids:
            raise TrainingError(
                f"{directory}: of another size or vocabulary than {directories[0]}; no mean can be taken"
            )
        weights.add(model)
    return weights.model(first)


def known_by_all(files: list[Path]) -> bytes:
    """The lines of known words of the first file that all others know too."""
    first, *others = map(known_words.read, files)
    known = [known_words.KnownWords(listed) for listed in others]
    return known_words.listed(word for word in first.decode().split() if all(word in one for one in known))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", metavar="MODEL", nargs="+", type=Path)
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, required=True)
    given = parser.parse_args()
    last = given.models[-1]
    export.write(mean(given.models), last, given.output, direction_of(last))
    told = [model / known_words.NAME for model in dict.fromkeys(given.models)]
    if all(path.is_file() for path in told):
        (given.output / known_words.NAME).write_bytes(known_words.packed(known_by_all(told)))
    if (card := last / "README.md").is_file():
        shutil.copy(card, given.output)
    export.seal(given.output)


if __name__ == "__main__":
    main()
