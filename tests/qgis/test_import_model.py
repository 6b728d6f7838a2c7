"""Import model: what it refuses before it reads."""

import pytest
from told import told


@pytest.fixture
def refusal(import_algorithm, context):
    def check(**parameters):
        is_ok, message = import_algorithm.checkParameterValues(parameters, context)
        return told("" if is_ok else message)

    return check


@pytest.fixture
def checkpoint_path(tmp_path):
    path = tmp_path / "best.pth.tar"
    path.write_bytes(b"weights")
    return str(path)


def test_missing_checkpoint_is_named(refusal):
    message = refusal(CHECKPOINT="/no/best.pth", NAME="mine")
    assert "CHECKPOINT" in message
    assert "/no/best.pth" in message


def test_missing_sam_checkpoint_is_named(refusal, checkpoint_path):
    message = refusal(CHECKPOINT=checkpoint_path, SAM_CHECKPOINT="/no/sam.pth", NAME="mine")
    assert "SAM_CHECKPOINT" in message


def test_neither_checkpoint_nor_download_is_refused(refusal):
    for empty in ({}, {"CHECKPOINT": "", "DOWNLOAD": ""}, {"CHECKPOINT": None, "DOWNLOAD": None}):
        assert "CHECKPOINT and DOWNLOAD are both empty" in refusal(NAME="mine", **empty)


def test_download_needs_no_checkpoint_and_may_stand_beside_one(refusal, checkpoint_path):
    for name in ("sam_vit_b", "sam_vit_l", "sam_vit_h"):
        assert refusal(DOWNLOAD=name, NAME="mine") == ""
    assert refusal(DOWNLOAD="sam_vit_l", CHECKPOINT=checkpoint_path, NAME="mine") == ""


def test_unknown_download_is_refused(refusal):
    message = refusal(DOWNLOAD="sam_vit_x", NAME="mine")
    assert "DOWNLOAD is 'sam_vit_x'" in message and "sam_vit_b" in message


def test_sam_twice_is_refused(refusal, checkpoint_path):
    message = refusal(
        CHECKPOINT=checkpoint_path,
        SAM_CHECKPOINT=checkpoint_path,
        DOWNLOAD="sam_vit_l",
        NAME="mine",
    )
    assert "SAM_CHECKPOINT" in message and "DOWNLOAD" in message and checkpoint_path in message


def test_mirror_that_is_no_address_is_refused(refusal):
    assert "MIRROR" in refusal(DOWNLOAD="sam_vit_b", MIRROR="files/sam", NAME="mine")


def test_download_offers_nothing_and_each_of_the_known_weights(import_algorithm):
    from sam_cffnet_qgis.core.known_weights import read_known_weights

    offered = import_algorithm.parameterDefinition("DOWNLOAD").options()
    assert offered == ["", *read_known_weights()]


def test_name_without_letters_is_refused(refusal, checkpoint_path):
    assert "letter" in refusal(CHECKPOINT=checkpoint_path, NAME="---")


def test_import_passes_the_check_when_the_files_are_there(refusal, checkpoint_path):
    assert refusal(CHECKPOINT=checkpoint_path, NAME="mine") == ""


def test_folder_is_optional_and_not_made_by_default(import_algorithm):
    assert not import_algorithm.parameterDefinition("FOLDER").createByDefault()


def test_checkpoint_that_is_no_checkpoint_is_an_error_and_leaves_nothing(
    checkpoint_path, tmp_path, monkeypatch
):
    import sys

    import processing
    from qgis.core import QgsProcessingException

    monkeypatch.setenv("SAM_CFFNET_PYTHON", sys.executable)
    models = tmp_path / "models"
    parameters = {"CHECKPOINT": checkpoint_path, "NAME": "mine", "FOLDER": str(models)}
    with pytest.raises(QgsProcessingException, match="best.pth.tar"):
        processing.run("samcffnet:importmodel", parameters)
    assert list(models.iterdir()) == []
