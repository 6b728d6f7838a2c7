"""The plugin in Chinese: which locales get it, and whether the compiled file is up to date."""

import re
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from sam_cffnet_qgis.core.errors import ParameterError, phrase
from sam_cffnet_qgis.core.paths import I18N_DIR, STYLES_DIR
from sam_cffnet_qgis.processing.bridge import translated
from sam_cffnet_qgis.processing.detect_landslides import DetectLandslides
from sam_cffnet_qgis.processing.styling import LEGEND, load_style
from sam_cffnet_qgis.processing.translation import (
    SIMPLIFIED_CHINESE,
    install_translation,
    remove_translation,
    translation_file,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "resources" / "i18n"))

from ts_file import read_messages  # noqa: E402

QM_PATH = I18N_DIR / SIMPLIFIED_CHINESE


class Dictionary(QTranslator):
    """Translates what it is given."""

    def __init__(self, texts):
        super().__init__()
        self._texts = texts

    def isEmpty(self):  # noqa: N802
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return self._texts.get((context, source))


@pytest.fixture
def dictionary(qgis_app):
    installed = []

    def install(texts):
        installed.append(Dictionary(texts))
        QCoreApplication.installTranslator(installed[0])

    yield install
    QCoreApplication.removeTranslator(installed[0])


@pytest.fixture
def chinese(qgis_app):
    """QGIS's setting for Simplified Chinese, and the translation as the plugin installs it."""
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh-Hans")
    translator = install_translation()
    yield translator
    remove_translation(translator)
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


@pytest.mark.parametrize(
    "locale", ["zh-Hans", "zh_Hans", "zh_CN", "zh-CN", "zh_CN.UTF-8", "zh_SG", "zh", "zh-Hans-HK"]
)
def test_simplified_chinese_is_for(locale):
    assert translation_file(locale) == QM_PATH


@pytest.mark.parametrize(
    "locale", ["zh-Hant", "zh_TW", "zh-HK", "zh_Hant_MO", "en_US", "C", "", "za"]
)
def test_simplified_chinese_is_not_for(locale):
    assert translation_file(locale) is None


def test_qm_file_has_what_the_ts_file_has(chinese):
    messages = read_messages(QM_PATH.with_suffix(".ts"))
    shown = {message.key: QCoreApplication.translate(*message.key) for message in messages}
    wrong = [m.key for m in messages if shown[m.key] != (m.translation or m.source)]
    assert messages and wrong == [], "run `make translate`"


def test_names_are_chinese_while_the_translation_is_installed(chinese):
    assert DetectLandslides().displayName() == "检测滑坡"
    remove_translation(chinese)
    assert DetectLandslides().displayName() == "Detect landslides"


def test_translation_is_not_installed_for_another_language(qgis_app):
    assert QgsApplication.instance().locale() == "C" or translation_file("C") is None
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "de")
    assert install_translation() is None
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


def test_errors_are_translated_with_the_phrases_and_errors_in_them(dictionary):
    dictionary(
        {
            ("core", "{place}: {reason}."): "{place}：{reason}。",
            ("core", "{name} is wrong"): "{name}有误",
            ("phrase", "the {what} is full"): "{what}已满",
            ("phrase", "too late"): "太晚",
        }
    )
    template = "{place}: {reason}."
    error = ParameterError(template, place="D:", reason=phrase("the {what} is full", what="disk"))
    assert str(error) == "D:: the disk is full."
    assert translated(error) == "D:：disk已满。"
    nested = ParameterError("{name} is wrong", name="BANDS")
    assert translated(ParameterError(template, place="a", reason=nested)) == "a：BANDS有误。"
    assert translated(ParameterError(template, place="a", reason="too late")) == "a：太晚。"


def test_values_that_qt_cannot_look_up_stay_as_they_are(qgis_app):
    for value in ("caf\udce9.tif", "a\0b", "二.tif"):
        assert translated(ParameterError("{path}", path=value)) == value


def legend_of(style):
    layer = QgsVectorLayer("Polygon?field=mean_prob:double&field=status:string", "a", "memory")
    load_style(layer, STYLES_DIR / style)
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def test_legends_are_chinese_while_the_translation_is_installed(chinese):
    assert legend_of("landslides.qml")[0] == "概率低于0.50"
    assert legend_of("evaluation.qml")[0] in ("命中", "漏检", "误报")
    remove_translation(chinese)
    assert legend_of("landslides.qml")[0] == "Probability below 0.50"


def test_every_text_of_a_legend_can_be_translated():
    labels = set()
    for style in STYLES_DIR.glob("*.qml"):
        labels |= set(re.findall(r' label="([^"]*[A-Za-z][^"]*)"', style.read_text("utf-8")))
    assert labels == set(LEGEND)
