"""The plugin's texts in the language of QGIS."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from sam_cffnet_qgis.core.paths import I18N_DIR

SIMPLIFIED_CHINESE = "sam_cffnet_qgis_zh-Hans.qm"
TRADITIONAL_CHINESE = {"hant", "tw", "hk", "mo"}  # script and regions; QGIS has it as zh-Hant


def translation_file(locale: str) -> Path | None:
    """The translation for a locale, or None where the texts stay English.

    Args:
        locale: as QGIS or the system name it, such as ``zh-Hans``, ``zh_CN`` or ``de``.
    """
    language, *parts = re.split(r"[-_]", re.split(r"[.@]", locale)[0].lower())
    if language != "zh" or ("hans" not in parts and TRADITIONAL_CHINESE.intersection(parts)):
        return None
    path = I18N_DIR / SIMPLIFIED_CHINESE
    return path if path.is_file() else None


def qgis_locale() -> str:
    """The locale of QGIS; where it knows no more than ``zh``, with the region of the system."""
    locale = QgsApplication.instance().locale()
    system = QLocale.system().name()
    return system if system.startswith(f"{locale}_") else locale


def install_translation() -> QTranslator | None:
    """Have Qt translate the plugin's texts; what it gives must be kept, and removed at the end."""
    path = translation_file(qgis_locale())
    translator = QTranslator()
    if path is None or not translator.load(str(path)):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def remove_translation(translator: QTranslator | None) -> None:
    """Take away what ``install_translation`` gave."""
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
