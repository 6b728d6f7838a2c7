import pytest
import torch

from sam_cffnet_qgis.engine.views import VIEWS, dihedral, undo_dihedral, view_logits


@pytest.mark.parametrize("element", range(8))
def test_undo_dihedral_is_the_inverse(element):
    tiles = torch.rand(1, 2, 5, 5)
    assert (undo_dihedral(dihedral(tiles, element), element) == tiles).all()


def test_dihedral_elements_differ():
    tiles = torch.arange(9.0).view(1, 1, 3, 3)
    assert len({tuple(dihedral(tiles, e).flatten().tolist()) for e in range(8)}) == 8


@pytest.mark.parametrize("count", VIEWS)
def test_view_logits_turns_every_view_back(count):
    tiles = torch.rand(2, 3, 4, 4)
    logits = view_logits(lambda x: x[:, :1], tiles, VIEWS[count])
    assert logits.shape == (count, 2, 1, 4, 4)
    assert (logits == tiles[:, :1]).all()
