import numpy as np

from sam_cffnet_qgis.core.mosaic import RowBlender
from sam_cffnet_qgis.core.tiles import Size, TileGrid, Window


def blend(image, wanted, overlap=64, left_out=()):
    """Blend tiles cut from an image, so that blending must give the image back."""
    grid = TileGrid(Size(*image.shape), 256, overlap)
    values, usable = [], []

    def emit(planes, mask):
        values.append(planes[0].copy())
        usable.append(mask.copy())

    padded = np.pad(image, ((0, 256), (0, 256)))
    blender = RowBlender(grid, wanted, 1, emit)
    for row, tiles in grid.tile_rows(wanted):
        for column, w in tiles:
            tile = padded[None, w.top : w.bottom, w.left : w.right]
            is_out = (row, column) in left_out
            blender.add(row, column, None if is_out else tile, np.ones((256, 256), bool))
    blender.finish()
    return np.concatenate(values), np.concatenate(usable)


def test_blender_gives_the_image_back_at_all_sizes():
    rng = np.random.default_rng(0)
    for height, width in ((1, 1), (255, 300), (256, 256), (257, 513), (700, 450)):
        image = rng.random((height, width), np.float32)
        values, usable = blend(image, Window(0, 0, height, width))
        np.testing.assert_allclose(values, image, atol=1e-6)
        assert usable.all()


def test_blender_leaves_one_tile_untouched_to_the_bit():
    image = np.random.default_rng(1).random((256, 256), np.float32)
    values, _ = blend(image, Window(0, 0, 256, 256))
    assert (values == image).all()


def test_blender_gives_the_same_bits_for_a_part():
    image = np.random.default_rng(2).random((800, 900), np.float32)
    whole, _ = blend(image, Window(0, 0, 800, 900))
    part, _ = blend(image, Window(310, 205, 777, 650))
    assert (part == whole[310:777, 205:650]).all()


def test_blender_marks_what_a_left_out_tile_covers():
    image = np.ones((256, 448), np.float32)
    _, usable = blend(image, Window(0, 0, 256, 448), left_out={(0, 1)})
    assert usable[:, :192].all() and not usable[:, 192:].any()
