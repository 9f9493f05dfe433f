"""The fast forward pass against transformers' own."""

import pytest
import torch
from small_training import BUNDLED
from transformers import MarianConfig, MarianMTModel

from translate.training.batches import collate
from translate.training.layers import Dropout
from translate.training.model import Model, Shape
from translate.training.spans import Example
from translate.training.vocabulary import Vocabulary

pytestmark = pytest.mark.slow

SHAPE = Shape(vocabulary=8001, width=64, feed_forward=128, heads=4, encoder_layers=2, decoder_layers=2, pad=8000, end=0)
EXAMPLES = [
    Example([5, 900, 77, 12], [40, 41, 42], [0, -1, 3]),
    Example([300, 301], [7, 8, 9, 10, 11], [1, 1, 0, -1, 0]),
    Example([6], [99], [0]),
]


@pytest.fixture(scope="module")
def both() -> tuple[Model, MarianMTModel]:
    torch.manual_seed(3)
    config = MarianConfig(
        vocab_size=8001,
        decoder_vocab_size=8001,
        d_model=64,
        encoder_ffn_dim=128,
        decoder_ffn_dim=128,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_layers=2,
        decoder_layers=2,
        activation_function="relu",
        dropout=0.0,
        attention_dropout=0.0,
        scale_embedding=True,
        pad_token_id=8000,
        decoder_start_token_id=8000,
        eos_token_id=0,
        attn_implementation="eager",
    )
    theirs = MarianMTModel(config)
    theirs.final_logits_bias.normal_()
    ours = Model(SHAPE)
    ours.load_marian(theirs.state_dict())
    return ours, theirs


def test_the_decoder_starts_from_zeros(both: tuple[Model, MarianMTModel]) -> None:
    _, theirs = both
    state = theirs.state_dict()
    state["model.shared.weight"] = state["model.shared.weight"].clone()
    state["model.shared.weight"][SHAPE.pad] = 1.0
    ours = Model(SHAPE)
    ours.load_marian(state)
    batch = collate(EXAMPLES, Vocabulary.read(BUNDLED))
    losses = ours(batch, torch.float32)
    losses.smoothed.backward()
    assert losses.plain.item() == both[0](batch, torch.float32).plain.item()
    gradient = ours.embedding.grad
    assert gradient is not None
    assert not gradient[SHAPE.pad].any()
    assert not ours.marian()["model.shared.weight"][SHAPE.pad].any()


def test_loss_and_gradients_equal_transformers(both: tuple[Model, MarianMTModel]) -> None:
    ours, theirs = both
    vocabulary = Vocabulary.read(BUNDLED)
    batch = collate(EXAMPLES, vocabulary)
    losses = ours(batch, torch.float32)
    (losses.plain.detach() * 0 + losses.smoothed).backward()
    labels = batch.target_out.masked_fill(batch.target_out == 8000, -100)
    out = theirs(
        input_ids=batch.source,
        attention_mask=(batch.source != 8000).long(),
        decoder_input_ids=batch.target_in,
        labels=labels,
        output_attentions=True,
    )
    tokens = int((labels >= 0).sum())
    (out.loss * tokens).backward()
    assert losses.tokens == tokens
    torch.testing.assert_close(losses.plain, out.loss * tokens, rtol=1e-4, atol=1e-3)
    head = out.cross_attentions[-1][:, 0]
    at = batch.alignment >= 0
    expected = -head[at].gather(1, batch.alignment[at].unsqueeze(1)).log().sum()
    torch.testing.assert_close(losses.alignment, expected, rtol=1e-4, atol=1e-3)
    gradients = {name: p.grad for name, p in theirs.named_parameters() if p.grad is not None}
    words = slice(SHAPE.pad)  # all but the pad token, which learns nothing here
    assert ours.embedding.grad is not None
    torch.testing.assert_close(
        ours.embedding.grad[words], gradients["model.shared.weight"][words], rtol=1e-3, atol=1e-4
    )
    torch.testing.assert_close(
        ours.get_parameter("encoder.0.attention.qkv.weight").grad,
        torch.cat([gradients[f"model.encoder.layers.0.self_attn.{n}_proj.weight"] for n in "qkv"]),
        rtol=1e-3,
        atol=1e-4,
    )
    torch.testing.assert_close(
        ours.get_parameter("decoder.1.cross.kv.bias").grad,
        torch.cat([gradients[f"model.decoder.layers.1.encoder_attn.{n}_proj.bias"] for n in "kv"]),
        rtol=1e-3,
        atol=1e-4,
    )
    ours.zero_grad()
    theirs.zero_grad()


def test_bf16_is_within_its_precision(both: tuple[Model, MarianMTModel]) -> None:
    ours, _ = both
    batch = collate(EXAMPLES, Vocabulary.read(BUNDLED))
    gradients = []
    for dtype in (torch.float32, torch.bfloat16):
        ours.zero_grad()
        losses = ours(batch, dtype)
        (losses.smoothed + losses.alignment).backward()
        gradients.append([p.grad.flatten() for p in ours.parameters() if p.grad is not None])
        if dtype == torch.float32:
            full = losses
    assert losses.plain.item() == pytest.approx(full.plain.item(), rel=0.02)
    assert losses.alignment.item() == pytest.approx(full.alignment.item(), rel=0.05)
    one, other = (torch.cat(parts) for parts in gradients)
    assert torch.cosine_similarity(one, other, dim=0) > 0.999
    assert other.norm().item() == pytest.approx(one.norm().item(), rel=0.02)
    ours.zero_grad()


def test_weights_survive_the_way_to_transformers_and_back(both: tuple[Model, MarianMTModel]) -> None:
    ours, theirs = both
    state = ours.marian()
    missing, unexpected = theirs.load_state_dict(state, strict=False)
    assert not unexpected
    assert all("embed" in name or name == "lm_head.weight" for name in missing)
    again = Model(SHAPE)
    again.load_marian(state)
    for name, tensor in ours.state_dict().items():
        assert torch.equal(tensor, again.state_dict()[name]), name


def test_dropout_is_for_training_alone(both: tuple[Model, MarianMTModel]) -> None:
    torch.manual_seed(6)
    model = Model(SHAPE)
    model.load_marian(both[0].marian())
    ids = torch.randint(5, SHAPE.vocabulary, (4, 9))
    expected = model.eval().encode(ids, torch.float32)
    model.set_dropout(0.3)
    assert torch.equal(model.encode(ids, torch.float32), expected)
    dropped = model.train().embed(ids, torch.float32)
    share = (dropped == 0).float().mean().item()
    assert 0.2 < share < 0.4
    assert not torch.allclose(model.encode(ids, torch.float32), expected, atol=0.1)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_dropout_keeps_the_mean_and_drops_its_share(dtype: torch.dtype) -> None:
    torch.manual_seed(2)
    dropout = Dropout(0.25)
    x = torch.ones(301, 333, dtype=dtype, requires_grad=True)
    y = dropout(x)
    assert y.detach().float().unique().tolist() == [0.0, pytest.approx(4 / 3, rel=0.01)]
    assert (y == 0).float().mean().item() == pytest.approx(0.25, abs=0.01)
    y.sum().backward()
    assert x.grad is not None
    # What was dropped has no gradient, the rest its scale.
    assert torch.equal(x.grad != 0, y != 0)
    assert not torch.equal(y, dropout(x))
    assert torch.equal(dropout.eval()(x), x)
