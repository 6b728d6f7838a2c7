"""Reports: what a page shows, and that it needs nothing but itself."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest

pytest.importorskip("jinja2")
image_module = pytest.importorskip("matplotlib.image")

from sam_cffnet_qgis.engine.report.figures import MARKERS, _scale_by_factors  # noqa: E402
from sam_cffnet_qgis.engine.report.picture import round_length  # noqa: E402
from sam_cffnet_qgis.engine.report.render import is_number, render  # noqa: E402
from sam_cffnet_qgis.engine.service import Service  # noqa: E402

CURVES = {
    "kind": "lines",
    "x_label": "threshold",
    "y_label": "F1",
    "series": [
        {"label": "line", "x": [0, 1], "y": [0, 1], "style": "line"},
        {"label": "dashed", "x": [0, 1], "y": [None, 1], "style": "dashed"},
        {"label": "points", "x": [0.5], "y": [0.5], "style": "points"},
        {"label": "bars", "x": [0.2, 0.4], "y": [1, 2], "style": "bars"},
    ],
    "marks": [{"x": 0.45, "label": "chosen, $5 or $x_"}],
    "diagonal": True,
    "limits": {"y": [0, 1]},
}
MAP = {"kind": "map", "groups": [{"label": "hit", "colour": "#1a9641", "boxes": [[0, 0, 2, 1]]}]}
CHIPS = {
    "kind": "chips",
    "columns": ["image", "probability"],
    "rows": [{"caption": "scar 1", "images": ["colours", "probability"]}],
}
PICTURE = {
    "kind": "picture",
    "image": "ground",
    "outlines": "outlines",
    "colour": "#ff0000",
    "label": "Landslides",
    "pixel_m": [2.0, 2.0],
    "unit": "m",
}
ARRAYS = {
    "ground": np.full((100, 200, 3), 90, np.uint8),
    "outlines": np.float32([[20, 20], [80, 20], [80, 60], [20, 20], [np.nan, np.nan]]),
    "colours": np.full((8, 8, 3), 200, np.uint8),
    "probability": np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8),
}


class Tags(HTMLParser):
    """Start tags with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def page_with(arrays=None, **section):
    sections = [{"heading": "One", **section}]
    document = {"title": "T", "subtitle": "S", "language": "en", "sections": sections}
    return render(document, arrays or {})


def images_of(page):
    uris = [attributes["src"] for tag, attributes in Tags(page).found if tag == "img"]
    found = [re.match(r"data:image/(png|jpeg);base64,(.*)", uri).groups() for uri in uris]
    return [
        image_module.imread(io.BytesIO(base64.b64decode(content)), file_type)
        for file_type, content in found
    ]


def test_texts_are_escaped():
    evil = "<script>alert(1)</script>"
    table = {"columns": [evil], "rows": [[evil]]}
    page = page_with(text=[evil], table=table)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3


def test_page_loads_nothing_and_runs_nothing():
    page = page_with(ARRAYS, figures=[CURVES, MAP, CHIPS, PICTURE], text=["a"])
    assert not re.search(r"https?://|url\(|@import|<script|<link", page)
    for tag, attributes in Tags(page).found:
        assert tag in ("img",) or not {"src", "href"} & set(attributes)


@pytest.mark.parametrize("figure", [CURVES, MAP], ids=["lines", "map"])
def test_figure_becomes_one_picture_with_ink(figure):
    (picture,) = images_of(page_with(figure=figure))
    assert picture.shape[1] > 1000
    assert picture[..., :3].min() < 0.5 < picture[..., :3].max()


def test_picture_has_the_ground_the_outlines_and_a_bar():
    (picture,) = images_of(page_with(ARRAYS, figure=PICTURE))
    height, width, _ = picture.shape
    assert height / width == pytest.approx(0.5, abs=0.1)
    ground = picture[height // 2, round(width * 0.8)].astype(int)
    assert np.abs(ground - 90).max() < 10
    red = (picture[..., 0] > 180) & (picture[..., 1] < 90)
    assert red[:, : width // 2].mean() > 0.002
    assert not red[:, width // 2 :].any()
    lower_left = picture[round(height * 0.85) :, : width // 3]
    assert (lower_left.max(-1) < 40).any()  # the bar


@pytest.mark.parametrize(("length", "bar"), [(1, 1), (99, 50), (112, 100), (0.3, 0.2), (2e4, 2e4)])
def test_bar_has_a_round_length(length, bar):
    assert round_length(length) == pytest.approx(bar)


def test_panels_stand_side_by_side_and_share_the_width():
    page = page_with(figures=[CURVES, MAP])
    widths = [int(a["width"]) for tag, a in Tags(page).found if tag == "img"]
    assert len(widths) == 2
    assert sum(widths) < 780


def test_chips_fit_into_a_square():
    wide = {"wide": np.zeros((10, 20, 3), np.uint8), "high": np.zeros((20, 10, 3), np.uint8)}
    rows = [{"caption": name, "images": [name]} for name in wide]
    page = page_with(wide, figure={"kind": "chips", "columns": ["image"], "rows": rows, "edge": 60})
    assert [a["height"] for tag, a in Tags(page).found if tag == "img"] == ["30", "60"]


def test_pictures_side_by_side_say_what_they_are_and_how_good():
    row = {"caption": "scar", "images": ["colours", "probability"], "notes": ["", "IoU < 0.53"]}
    page = page_with(ARRAYS, figure={**CHIPS, "rows": [row]})
    assert [a["alt"] for tag, a in Tags(page).found if tag == "img"] == ["image", "probability"]
    assert re.findall(r"<small>(.*?)</small>", page) == ["IoU &lt; 0.53"]
    assert "<small>" not in page_with(ARRAYS, figure=CHIPS)


def test_best_cells_of_a_table_stand_out():
    table = {"columns": ["a", "b"], "rows": [["1", "2"], ["3", "4"]], "best": [[0, 1], [1, 0]]}
    assert re.findall(r"<b>(.*?)</b>", page_with(table=table)) == ["2", "3"]


def test_a_legend_stands_in_the_page_and_not_in_its_figures():
    legend = [{"mark": "●", "colour": "#ff0000", "label": "A & B"}]
    page = page_with(figure={**CURVES, "legend": False}, legend=legend)
    assert re.search(r'<span style="color: #ff0000">●</span>&nbsp;A &amp; B', page)
    with_legend, without = images_of(page_with(figures=[CURVES, {**CURVES, "legend": False}]))
    assert (with_legend != without).any()


def test_series_have_the_colour_they_are_given():
    series = [{"label": "a", "x": [1, 2], "y": [1, 2], "style": "points", "colour": "#00ff00"}]
    (picture,) = images_of(page_with(figure={"kind": "lines", "series": series}))
    green = (picture[..., :3] == [0, 1, 0]).all(-1)
    assert green.sum() > 50


def test_every_mark_of_a_legend_is_drawn_in_its_own_shape():
    def ink(mark):
        series = [{"label": "a", "x": [1], "y": [1], "style": "points", "mark": mark}]
        (picture,) = images_of(page_with(figure={"kind": "lines", "series": series}))
        return picture[..., :3].tobytes()

    assert len({ink(mark) for mark in MARKERS}) == len(MARKERS)


@pytest.mark.parametrize("places", [[0.1], [0.16, 0.17], [1, 5000]])
def test_a_logarithmic_axis_has_plain_numbers(places):
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    axes.plot(places, places, "o")
    _scale_by_factors(axes, "x")
    low, high = axes.get_xlim()
    ticks = [place for place in axes.get_xticks() if low <= place <= high]
    labels = [axes.xaxis.get_major_formatter()(place) for place in ticks]
    assert 2 <= len(labels) <= 8 and all(float(label) > 0 for label in labels)


def test_chips_keep_their_pixels():
    colours, probability = images_of(page_with(ARRAYS, figure=CHIPS))
    assert np.allclose(colours[..., :3] * 255, 200)
    assert probability[0, 0, :3].sum() < 0.1  # black at 0
    assert probability[-1, -1, 0] > 0.9  # light at 1


@pytest.mark.parametrize("cell", [1, 0.5, "0.50", "1,000", "12 %", "400–1,000", "<400"])
def test_numbers_stand_on_the_right(cell):
    assert 'align="right">' in page_with(table={"columns": ["n"], "rows": [[cell]]})


@pytest.mark.parametrize("cell", ["", "IoU", "–", "IoU 0.3"])
def test_words_stand_on_the_left(cell):
    assert not is_number(cell)


def test_empty_table_has_its_head_alone():
    page = page_with(table={"columns": ["area"], "rows": []})
    assert "area" in page


def test_service_answers_with_the_bytes_of_the_page():
    document = {"title": "Größe", "subtitle": "", "language": "de", "sections": []}
    ((answer, arrays),) = Service().answer({"type": "report", "document": document}, {})
    assert answer == {"type": "reported"}
    assert "Größe" in arrays["html"].tobytes().decode()
