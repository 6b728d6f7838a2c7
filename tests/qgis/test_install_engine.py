"""Install engine in QGIS: tiny wheels in place of PyTorch's, and a trial that only remembers."""

import processing
import pytest
from qgis.core import Qgis, QgsApplication, QgsProcessingException, QgsSettings
from wheels import make_wheel, pins, write_card

from sam_cffnet_qgis.core import install_engine, self_test
from sam_cffnet_qgis.core.errors import InstallError
from sam_cffnet_qgis.core.managed_engine import ManagedEngine, hold
from sam_cffnet_qgis.core.paths import PACKAGE_DIR
from sam_cffnet_qgis.core.self_test import SelfTest
from sam_cffnet_qgis.processing import install_request
from sam_cffnet_qgis.processing.base import SETTINGS_KEY, engine_python
from sam_cffnet_qgis.processing.folders import ENGINE_FOLDER_KEY

TRIAL = SelfTest({"torch": "2.14.1"}, "cpu (2 threads)", "fp32", 2.5, 0.05, 0.0)


@pytest.fixture(autouse=True)
def clean_settings(provider, monkeypatch):
    monkeypatch.delenv("SAM_CFFNET_PYTHON", raising=False)
    yield
    for key in (ENGINE_FOLDER_KEY, SETTINGS_KEY):
        QgsSettings().remove(key)


@pytest.fixture
def kit(tmp_path, monkeypatch):
    folder = tmp_path / "kit"
    folder.mkdir()
    pinned = pins([make_wheel(folder, name) for name in ("tiny-one", "tiny-two")])
    write_card(folder, pinned)
    monkeypatch.setattr(install_request, "packages_of_this_computer", lambda: pinned)
    return folder


@pytest.fixture
def tried(monkeypatch):
    """Interpreters that were tried."""
    pythons = []

    def run_self_test(python, feedback, device="auto"):
        pythons.append(python)
        return TRIAL

    monkeypatch.setattr(self_test, "run_self_test", run_self_test)
    return pythons


def run(**parameters):
    return processing.run("samcffnet:installengine", parameters)


def message(**parameters):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("samcffnet:installengine")
    from qgis.core import QgsProcessingContext

    return algorithm.checkParameterValues(parameters, QgsProcessingContext())[1]


def test_install_repair_check_and_remove(kit, tried, tmp_path):
    folder = tmp_path / "engine"
    results = run(ACTION="install", OFFLINE_KIT=str(kit), FOLDER=str(folder))
    python = ManagedEngine(folder).python
    assert results["ENGINE_PYTHON"] == str(python) == str(engine_python())
    assert results["SECONDS_A_TILE"] == 0.05
    module = next(folder.glob("env-*/lib/python3*/site-packages/tiny_one.py"))
    module.unlink()
    run(ACTION="repair", OFFLINE_KIT=str(kit))
    assert module.is_file()
    run(ACTION="check")
    assert tried == [python] * 3
    run(ACTION="remove")
    assert ManagedEngine(folder).python is None and not list(folder.glob("env-*"))


def test_a_python_of_the_users_own_is_tried_and_used(tried, tmp_path):
    python = tmp_path / "python"
    python.touch()
    run(ACTION="install", PYTHON=str(python))
    assert tried == [python] and engine_python() == python


def test_a_python_that_does_not_compute_is_not_used(monkeypatch, tmp_path):
    python = tmp_path / "python"
    python.write_text("no program")
    with pytest.raises(QgsProcessingException, match="cannot be started"):
        run(ACTION="install", PYTHON=str(python))
    assert not QgsSettings().value(SETTINGS_KEY, "")


def test_kit_is_built(kit, tmp_path, monkeypatch):
    filled = []
    monkeypatch.setattr(install_engine, "build_kit", lambda folder, *rest: filled.append(folder))
    run(ACTION="build-kit", OFFLINE_KIT=str(tmp_path / "new"))
    assert filled == [tmp_path / "new"]


def test_parameters_that_do_not_fit(kit, tmp_path):
    assert "needs a folder to fill" in message(ACTION="build-kit")
    assert "no whole kit" in message(ACTION="install", OFFLINE_KIT=str(tmp_path))
    assert "there is no such file" in message(ACTION="install", PYTHON="/no/python")
    assert "remove does not use it" in message(ACTION="remove", PYTHON=str(kit / "kit.json"))
    assert "no address of an index" in message(ACTION="install", INDEX="http://mirror/simple")
    assert "no address of an index" in message(ACTION="install", TORCH_INDEX="--pre")
    assert "QGIS deletes" in message(ACTION="install", FOLDER="TEMPORARY_OUTPUT")
    refused = message(ACTION="install", INDEX="http://user:token@mirror/simple")
    assert "INDEX is 'http://mirror/simple'" in refused
    assert "inside the plugin" in message(ACTION="install", FOLDER=str(PACKAGE_DIR / "engine"))


def test_a_computer_without_packages_may_still_use_a_python_of_its_own(monkeypatch, tmp_path):
    def none_here():
        raise InstallError("PyTorch is not published for this computer.")

    monkeypatch.setattr(install_request, "packages_of_this_computer", none_here)
    python = tmp_path / "python"
    python.touch()
    for parameters in ({"ACTION": "install", "PYTHON": str(python)}, {"ACTION": "check"}):
        assert message(**parameters) == ""
    assert message(ACTION="remove") == ""
    assert "not published" in message(ACTION="install")


def test_removing_another_folder_keeps_the_engine_that_counts(kit, tried, tmp_path):
    for name in ("first", "second"):
        run(ACTION="install", OFFLINE_KIT=str(kit), FOLDER=str(tmp_path / name))
    run(ACTION="remove", FOLDER=str(tmp_path / "first"))
    assert engine_python() == ManagedEngine(tmp_path / "second").python
    in_use = hold(engine_python())
    run(ACTION="remove")
    assert engine_python().is_file()
    in_use.release()


def test_it_can_run_where_no_engine_is(provider):
    algorithm = QgsApplication.processingRegistry().algorithmById("samcffnet:installengine")
    assert algorithm.canExecute()[0]
    # QGIS 3.40 leaves hidden ones out of `qgis_process list`
    assert not algorithm.flags() & Qgis.ProcessingAlgorithmFlag.HideFromModeler


def test_proxy_of_qgis_is_passed_on(monkeypatch):
    from qgis.core import QgsNetworkAccessManager
    from qgis.PyQt.QtNetwork import QNetworkProxy

    network = QgsNetworkAccessManager.instance()
    before = network.fallbackProxy(), network.excludeList(), network.noProxyList()
    proxy = QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "office", 3128, "anna", "a:b@c")
    network.setFallbackProxyAndExcludes(proxy, [], ["https://intranet/"])
    try:
        variables = install_request._proxy_variables()
    finally:
        network.setFallbackProxyAndExcludes(*before)
    assert variables["HTTPS_PROXY"] == "http://anna:a:b%40c@office:3128"
    assert variables["NO_PROXY"] == "localhost,127.0.0.1,intranet"
