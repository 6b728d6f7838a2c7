from dataclasses import fields

import pytest
from qgis.core import QgsApplication, QgsSettings

from sam_cffnet_qgis.processing.folders import (
    downloads_folder,
    journals_folder,
    models_folder,
    profile_folder,
    runs_folder,
)
from sam_cffnet_qgis.processing.preferences import (
    GROUP,
    Preferences,
    read_preferences,
    write_preferences,
)


@pytest.fixture(autouse=True)
def no_preferences(qgis_app):
    write_preferences(Preferences())
    yield
    write_preferences(Preferences())


def default_of(algorithm, parameter):
    made = QgsApplication.processingRegistry().createAlgorithmById(f"samcffnet:{algorithm}")
    return made.parameterDefinition(parameter).defaultValue()


def test_preferences_are_the_defaults_where_nothing_was_set():
    assert read_preferences() == Preferences()


def test_preferences_are_read_as_they_were_written():
    preferences = Preferences("my-valley", "cuda:1", "bf16", "https://a.b", "/models", "/cache")
    write_preferences(preferences)
    assert read_preferences() == preferences


def test_defaults_are_not_kept_so_that_they_may_change_with_the_plugin():
    write_preferences(Preferences(model="my-valley"))
    write_preferences(Preferences())
    keys = [f"{GROUP}/{field.name}" for field in fields(Preferences)]
    assert not any(QgsSettings().contains(key) for key in keys)


def test_parameters_start_with_the_preferences():
    write_preferences(
        Preferences(model="my-valley", device="cpu", precision="fp32", mirror="https://a.b")
    )
    assert default_of("detectlandslides", "MODEL") == "my-valley"
    assert default_of("finetunemodel", "MODEL") == "my-valley"
    assert default_of("detectlandslides", "DEVICE") == "cpu"
    assert default_of("detectlandslides", "PRECISION") == "fp32"
    assert default_of("importmodel", "MIRROR") == "https://a.b"


def test_folders_are_in_the_profile_unless_preferences_say_otherwise(tmp_path):
    assert models_folder() == profile_folder() / "models"
    assert journals_folder() == profile_folder() / "journal"
    write_preferences(
        Preferences(models_folder=str(tmp_path / "models"), cache_folder=str(tmp_path / "cache"))
    )
    assert models_folder() == tmp_path / "models"
    assert journals_folder() == tmp_path / "cache" / "journal"
    assert runs_folder() == tmp_path / "cache" / "training"
    assert downloads_folder() == tmp_path / "cache" / "downloads"
