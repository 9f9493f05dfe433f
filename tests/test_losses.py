"""Cross-entropy in chunks against that of torch."""

import torch

from translate.training.losses import _cross_entropy, projected_cross_entropy


def test_cross_entropy_in_chunks_equals_that_of_torch() -> None:
    torch.manual_seed(4)
    rows = torch.randn(900, 16, requires_grad=True)
    table, bias = torch.randn(50, 16, requires_grad=True), torch.randn(50, requires_grad=True)
    labels, weights = torch.randint(0, 50, (900,)), torch.randn(900)
    smoothed, plain = projected_cross_entropy(rows, table, bias, labels, weights, 0.1)
    ours = torch.autograd.grad(2 * smoothed, (rows, table, bias))
    logits = rows @ table.t() + bias
    cross_entropy = torch.nn.functional.cross_entropy
    expected = (weights * cross_entropy(logits, labels, reduction="none", label_smoothing=0.1)).sum()
    theirs = torch.autograd.grad(2 * expected, (rows, table, bias))
    torch.testing.assert_close(smoothed, expected)
    torch.testing.assert_close(plain, (weights * cross_entropy(logits, labels, reduction="none")).sum())
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-4)


def test_a_table_filled_up_for_a_gpu_gives_the_same() -> None:
    torch.manual_seed(5)
    rows, table, bias = torch.randn(20, 16), torch.randn(50, 16), torch.randn(50)
    labels, weights = torch.randint(0, 50, (20, 1)), torch.rand(20, 1)
    sums, of_logits, of_bias = _cross_entropy(rows, table, bias, labels, weights, 0.1)
    filled = torch.cat([table, torch.full((14, 16), 7.0)])
    sums_filled, of_logits_filled, of_bias_filled = _cross_entropy(rows, filled, bias, labels, weights, 0.1)
    torch.testing.assert_close(sums_filled, sums)
    torch.testing.assert_close(of_logits_filled[:, :50], of_logits)
    assert not of_logits_filled[:, 50:].any()
    torch.testing.assert_close(of_bias_filled, of_bias)
