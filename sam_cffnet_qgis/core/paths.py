"""Where the plugin's own files lie: the only place that builds paths from ``__file__``."""

from __future__ import annotations

from pathlib import Path

PACKAGE_DIR = Path(__file__).resolve().parent.parent
# In an installed plugin metadata, resources and models lie in the package, in a checkout beside it.
DATA_DIR = PACKAGE_DIR if (PACKAGE_DIR / "metadata.txt").is_file() else PACKAGE_DIR.parent

BUNDLED_MODELS_DIR = DATA_DIR / "models"
STYLES_DIR = DATA_DIR / "resources" / "styles"
I18N_DIR = DATA_DIR / "resources" / "i18n"
EXAMPLES_DIR = DATA_DIR / "resources" / "examples"
ENGINE_PACKAGES_DIR = DATA_DIR / "resources" / "engine"
SELF_TEST_PATH = DATA_DIR / "resources" / "self_test.json"
ICON_PATH = DATA_DIR / "resources" / "icon.svg"
ENGINE_MAIN = PACKAGE_DIR / "engine" / "__main__.py"


def plugin_version() -> str:
    """The version in metadata.txt, the only place where it is written."""
    for line in (DATA_DIR / "metadata.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("version="):
            return line.partition("=")[2].strip()
    return "unknown"
