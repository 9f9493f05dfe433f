"""Model directories: written, and read to train on from."""

from small_training import BUNDLED

from translate.training import export


def test_the_bundled_model_can_be_trained_on() -> None:
    model = export.read(BUNDLED)
    assert model.shape.vocabulary == 8001
    assert model.shape.pad == 8000
