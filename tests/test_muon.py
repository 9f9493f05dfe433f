"""Muon against that of torch."""

import pytest
import torch

from translate.training.muon import Muon


@pytest.mark.parametrize("shape", [(24, 24), (32, 8), (8, 40)])
def test_muon_goes_the_way_of_torchs_own(shape: tuple[int, int]) -> None:
    torch.manual_seed(5)
    start, gradients = torch.randn(shape), torch.randn(6, *shape)
    ours, theirs = torch.nn.Parameter(start.clone()), torch.nn.Parameter(start.clone())
    optimisers = (
        Muon([ours], 0.01, torch.float32),
        torch.optim.Muon([theirs], lr=0.01, weight_decay=0.02, adjust_lr_fn="match_rms_adamw"),
    )
    for gradient in gradients:
        for parameter, optimiser in zip((ours, theirs), optimisers, strict=True):
            parameter.grad = gradient.clone()
            optimiser.step()
    one, other = (parameter.detach() - start for parameter in (ours, theirs))
    assert torch.cosine_similarity(one.flatten(), other.flatten(), dim=0) > 0.999
    assert one.norm().item() == pytest.approx(other.norm().item(), rel=0.02)
