"""Learning from a model's own translations."""

from collections import Counter
from collections.abc import Sequence

import pytest
import torch
from small_training import BUNDLED, small_model

from translate.training import export
from translate.training import risk as risk_module
from translate.training.batches import Batch, collate
from translate.training.model import Model
from translate.training.risk import Sampler, Samples, risk
from translate.training.spans import Example
from translate.training.vocabulary import Vocabulary

pytestmark = pytest.mark.slow

PAIRS = [
    ("Die Regierung hat das Gesetz am Montag in Berlin vorgestellt.", "The government presented the law on Monday."),
    # Nobody translates this twice in the same way by chance.
    (
        "Der Vorsteher der Gemeinde sagte, dass die Behörden viele gerettet hätten, die das Hochwasser überraschte.",
        "The head of the parish said that authorities had rescued many people stranded by high water.",
    ),
    ("Nein.", "No."),
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.read(BUNDLED)


@pytest.fixture(scope="module")
def model() -> Model:
    return export.read(BUNDLED).eval()


def batch_of(vocabulary: Vocabulary, pairs: list[tuple[str, str]]) -> Batch:
    sides = zip(*(vocabulary.encode(side) for side in zip(*pairs, strict=True)), strict=True)
    return collate([Example(source, target, [-1] * len(target)) for source, target in sides], vocabulary)


def test_a_translation_is_advantage_what_it_is_better_than_the_others(vocabulary: Vocabulary) -> None:
    sampler = Sampler(BUNDLED, vocabulary, 4)
    reference, near, far = vocabulary.encode(["The old dog sleeps.", "The old dog is asleep.", "It rains in Paris."])
    drawn = Counter({tuple(near): 2, tuple(reference): 1, tuple(far): 1})
    advantage = sampler._advantages(drawn, reference)
    assert advantage[tuple(reference)] > advantage[tuple(near)] / 2 > advantage[tuple(far)]
    assert advantage[tuple(far)] < 0
    assert sum(advantage.values()) == pytest.approx(0)
    assert sampler._advantages(Counter({tuple(near): 4}), reference) == {tuple(near): 0}


def test_translations_belong_to_their_sources(vocabulary: Vocabulary, model: Model) -> None:
    batches = [batch_of(vocabulary, PAIRS[:2]), batch_of(vocabulary, PAIRS[2:])]
    samples = Sampler(BUNDLED, vocabulary, 6).sample(model, batches)
    assert len(samples) == 2
    for batch, parts in zip(batches, samples, strict=True):
        for part in parts:
            length = part.batch.source.shape[1]
            assert torch.equal(part.batch.source, batch.source[part.row][:, :length])
    [part] = samples[0]
    of_second = part.row == 1
    assert of_second.sum() > 1
    assert part.advantage[of_second].sum().item() == pytest.approx(0, abs=1e-5)
    targets = [tuple(row) for row in part.batch.target_out.tolist()]
    assert len(set(targets)) == len(targets)


def test_the_risk_has_the_gradient_of_reinforce(vocabulary: Vocabulary) -> None:
    small = small_model()
    batch = batch_of(vocabulary, PAIRS)
    targets = [[5, 6, 7], [8, 9], [10, 11, 12, 13]]
    rows, advantage = [2, 0, 0], [0.5, -0.75, 0.25]
    sources = [row[row != vocabulary.pad].tolist()[:-1] for row in batch.source]
    examples = [Example(sources[row], target, [-1] * len(target)) for row, target in zip(rows, targets, strict=True)]
    part = Samples(collate(examples, vocabulary), torch.tensor(rows), torch.tensor(advantage))
    total = risk(small, small.encode(batch.source, torch.float32), [part])
    ours = torch.autograd.grad(total, list(small.parameters()))

    expected = torch.zeros(())
    for example, weight in zip(examples, advantage, strict=True):
        alone = collate([example], vocabulary)
        hidden, _ = small.decode(small.encode(alone.source, torch.float32), alone.source, alone.target_in)
        logits = hidden[0] @ small.embedding_matrix().t() + small.bias
        likelihood = torch.log_softmax(logits, -1).gather(1, alone.target_out[0].unsqueeze(1)).sum()
        expected = expected - weight * likelihood
    theirs = torch.autograd.grad(expected, list(small.parameters()))
    torch.testing.assert_close(total, expected, rtol=1e-4, atol=1e-4)
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-4)


def test_what_is_better_becomes_likelier(vocabulary: Vocabulary) -> None:
    learner = export.read(BUNDLED)
    batch = batch_of(vocabulary, PAIRS[:2])
    [samples] = Sampler(BUNDLED, vocabulary, 8).sample(learner, [batch])
    optimiser = torch.optim.SGD(learner.parameters(), lr=0.001)
    risks = []
    for _ in range(3):
        total = risk(learner, learner.encode(batch.source, torch.float32), samples)
        risks.append(total.item())
        optimiser.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    assert risks[0] > risks[1] > risks[2]


def test_the_last_batches_of_a_finite_stream_are_sampled_too(
    vocabulary: Vocabulary, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(risk_module, "_SENTENCES_PER_MODEL", 3)
    batches = [batch_of(vocabulary, PAIRS[:2]), batch_of(vocabulary, PAIRS[2:]), batch_of(vocabulary, PAIRS[1:2])]
    groups: list[int] = []
    sampler = Sampler(BUNDLED, vocabulary, 2)
    sample = sampler.sample

    def watched(model: Model, together: Sequence[Batch]) -> list[list[Samples]]:
        groups.append(len(together))
        return sample(model, together)

    monkeypatch.setattr(sampler, "sample", watched)
    streamed = list(sampler.stream(model, iter(batches)))
    assert groups == [2, 1]
    assert [id(batch) for batch, _ in streamed] == [id(batch) for batch in batches]
    for batch, parts in streamed:
        assert all(part.row.max() < batch.pairs for part in parts)
