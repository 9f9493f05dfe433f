"""What is measured during a run."""

import pytest
import torch
from small_training import BUNDLED

from translate.training import export
from translate.training.validation import ParallelLines, Validation
from translate.training.vocabulary import Vocabulary

pytestmark = pytest.mark.slow


def test_validation_measures_and_leaves_the_threads_as_they_were() -> None:
    german = ("Das Haus ist alt.", "Der Präsident sagte, er werde nach Berlin reisen.")
    english = ("The house is old.", "The president said that he would travel to Berlin.")
    watch = Validation(ParallelLines("two", german, english), BUNDLED, Vocabulary.read(BUNDLED))
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        figures = watch(export.read(BUNDLED))
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
    assert 0 < figures["val_loss"] < 4
    assert figures["bleu"] > 15
    assert figures["chrf"] > 40
