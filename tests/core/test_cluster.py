"""A detection on a Dask cluster: the bits of one process, whatever happens to workers and scheduler."""

import shutil
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest
from builders import ROOT, Recorder, noise_image, python_that_runs, write_raster
from dask_processes import DaskProcesses, resource_tracker_ended  # noqa: F401
from osgeo import ogr
from shard_runs import PROGRAM, Runs, bits

from sam_cffnet_qgis.core.cluster_detect import detect_on_cluster
from sam_cffnet_qgis.core.cluster_place import ClusterPlace, parse_cluster
from sam_cffnet_qgis.core.errors import Cancelled, ClusterError, ParameterError
from sam_cffnet_qgis.core.overview import Overview
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR, plugin_version
from sam_cffnet_qgis.core.registry import DEFAULT_MODEL

TRIANGLE = "POLYGON((500010 2997700,500290 2998800,500100 2999990,500010 2997700))"
AREA = (bytes(ogr.CreateGeometryFromWkt(TRIANGLE).ExportToWkb()),)


class ClusterRuns(Runs):
    """Runs of a raster of 12 x 2 tiles, also on a cluster."""

    def __init__(self, folder):
        super().__init__(folder)
        image = noise_image(2300, 300)
        image[:, 100:130, 100:300] = 0
        image[:, 900:1500, 0:60] = 0
        self.raster = str(write_raster(folder / "long.tif", image, nodata=0))

    def settings(self, **values):
        return super().settings(**{"threshold": 0.75, "min_area_m2": 5.0, **values})  # few outlines

    def engine(self, device="none", seconds=0.0, fault="places"):
        path = self.folder / f"python-{device}-{seconds}-{fault}"
        return python_that_runs(path, PROGRAM, fault, device, str(seconds))

    def on_cluster(
        self, place, overview=None, recorder=None, journals=None, engine=None, raster="", **values
    ):
        workplace = self.place(journals=journals)
        if engine is not None:
            workplace = replace(workplace, python=engine)
        place = place if isinstance(place, ClusterPlace) else parse_cluster(place)
        settings = self.settings(**values)
        raster = raster or self.raster
        feedback = recorder or Recorder()
        return detect_on_cluster(raster, settings, place, workplace, feedback, overview)


class Striking(Recorder):
    """Does something once, when the first tiles are done."""

    def __init__(self, strike):
        super().__init__()
        self._strike = strike

    def set_progress(self, fraction):
        super().set_progress(fraction)
        if self._strike and fraction > 0:
            strike, self._strike = self._strike, None
            strike()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler with two workers that have done nothing yet."""
    with DaskProcesses(tmp_path_factory.mktemp("cluster")) as processes:
        processes.worker()
        processes.worker()
        processes.wait_for_workers(2)
        yield processes


@pytest.fixture
def dask(tmp_path):
    """A scheduler without workers."""
    with DaskProcesses(tmp_path / "dask") as processes:
        yield processes


@pytest.fixture
def runs(tmp_path):
    return ClusterRuns(tmp_path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The run in one process."""
    return ClusterRuns(tmp_path_factory.mktemp("one")).detect()


def assert_same(result, expected, same_raster=False):
    assert list(result.polygons()) == list(expected.polygons()) and result.count > 0
    np.testing.assert_array_equal(bits(result.probability), bits(expected.probability))
    for name in ("count", "area_m2", "tiles", "valid_px", "crs_wkt", "settings"):
        assert getattr(result, name) == getattr(expected, name), name
    left_out = {"run_date": ""} if same_raster else {"run_date": "", "input": ""}
    one, other = ({**each.provenance, **left_out} for each in (result, expected))
    assert one == other


def engines():
    """Engine processes that run."""
    found = (process.info["cmdline"] for process in psutil.process_iter(["cmdline"]))
    return [words for words in found if str(PROGRAM) in (words or ())]


def test_local_workers_give_the_bits_of_one_process_and_of_shards_on_the_loopback_alone(runs):
    listening = set()

    def look():
        children = psutil.Process().children(recursive=True)
        for process in (psutil.Process(), *children):
            for each in process.net_connections("inet"):
                if each.status == psutil.CONN_LISTEN:
                    listening.add(each.laddr.ip)

    pictures = Overview(), Overview()
    expected = runs.detect(pictures[0], tta=True)
    result = runs.on_cluster("local:2", pictures[1], Striking(look), tta=True)
    assert_same(result, expected, same_raster=True)
    np.testing.assert_array_equal(bits(result.uncertainty), bits(expected.uncertainty))
    first, second = (picture.picture().astype(int) for picture in pictures)
    np.testing.assert_allclose(first, second, atol=1)  # its sums are added in another order
    assert_same(runs.merge(runs.shards(tta=True)), result)
    assert listening == {"127.0.0.1"}
    assert engines() == []


WAYS = {
    "much_overlap": {"overlap_px": 200},
    "coarser": {"resolution_m": 1.25, "extent": (500_020, 2_997_730, 500_280, 2_999_960)},
    "area": {"aoi_wkb": AREA},
    "fast": {"fast": True},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_cluster_gives_the_bits_of_one_process(cluster, runs, way):
    expected = runs.detect(**WAYS[way])
    result = runs.on_cluster(cluster.address, **WAYS[way])
    assert_same(result, expected, same_raster=True)


def test_progress_comes_from_tiles_and_finished_blocks_are_removed_at_the_end(cluster, runs):
    journals, recorder = runs.folder / "journals", Recorder()
    result = runs.on_cluster(cluster.address, recorder=recorder, journals=journals)
    assert recorder.progress == sorted(recorder.progress) and len(set(recorder.progress)) > 3
    assert any("s a tile in the first batch" in text for text in recorder.messages)
    (folder,) = journals.iterdir()
    assert len(list(folder.glob("tiles-*.zip"))) == 12
    result.finish()
    assert list(journals.iterdir()) == []


def test_a_worker_that_is_killed_costs_nothing_but_time_and_one_that_joins_late_is_used(
    dask, runs, expected
):
    victim = dask.worker()
    dask.wait_for_workers(1)

    def replace_worker():
        victim.kill()
        dask.worker()

    recorder = Striking(replace_worker)
    engine = runs.engine(seconds=0.05)
    result = runs.on_cluster(dask.address, recorder=recorder, engine=engine)
    assert_same(result, expected)
    assert any("was lost; others compute its blocks" in text for text in recorder.messages)


def test_a_run_waits_for_the_first_worker(dask, runs, expected):
    class Starting(Recorder):
        def info(self, template, **values):
            super().info(template, **values)
            if "no worker yet" in template:
                dask.worker()

    assert_same(runs.on_cluster(dask.address, recorder=Starting()), expected)


def test_a_lost_scheduler_is_told_and_the_next_run_goes_on_with_the_finished_blocks(
    tmp_path, runs, cluster, expected
):
    journals, recorder = runs.folder / "journals", Recorder()
    with DaskProcesses(tmp_path / "dask") as dask:
        dask.worker()

        class Losing(Recorder):
            def set_progress(self, fraction):
                if list(journals.rglob("tiles-*.zip")) and dask.scheduler.poll() is None:
                    dask.scheduler.kill()
                    dask.scheduler.wait()

        engine = runs.engine(seconds=0.1)
        match = f"connection to the Dask scheduler {dask.address} was lost"
        with pytest.raises(ClusterError, match=match):
            runs.on_cluster(dask.address, recorder=Losing(), journals=journals, engine=engine)
    kept = len(list(journals.rglob("tiles-*.zip")))
    assert 0 < kept < 12
    damaged = next(journals.rglob("tiles-*.zip"))
    damaged.write_bytes(damaged.read_bytes()[:-40])
    result = runs.on_cluster(cluster.address, recorder=recorder, journals=journals)
    found = f"{kept - 1} of 12 blocks were computed before"
    assert kept == 1 or any(found in text for text in recorder.messages)
    assert_same(result, expected)


def test_an_address_without_a_scheduler_is_told(runs, monkeypatch):
    monkeypatch.setattr("sam_cffnet_qgis.core.cluster_dask.CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9 cannot be used"):
        runs.on_cluster("tcp://127.0.0.1:9")


def test_a_worker_that_cannot_read_the_raster_is_named(dask, runs, monkeypatch):
    monkeypatch.chdir(runs.folder)
    dask.worker(cwd=runs.folder)
    elsewhere = runs.folder / "elsewhere"
    elsewhere.mkdir()
    dask.worker(cwd=elsewhere)
    dask.wait_for_workers(2)
    raster = "/proc/self/cwd/long.tif"  # another place for each process
    match = r"The worker tcp://127.0.0.1:\d+ \(.+\) cannot take part: .*/proc/self/cwd/long.tif"
    with pytest.raises(ClusterError, match=match):
        runs.on_cluster(dask.address, raster=raster)
    write_raster(elsewhere / "long.tif", noise_image(2300, 300), nodata=0)
    with pytest.raises(ClusterError, match="another raster there than here: INPUT .pixels."):
        runs.on_cluster(dask.address, raster=raster)
    shutil.copy(runs.raster, elsewhere / "long.tif")
    assert runs.on_cluster(dask.address, raster=raster).count > 3


@pytest.mark.parametrize("version", ["0.0.1", ""])
def test_a_worker_with_another_version_or_without_the_plugin_is_named(dask, runs, version):
    there = runs.folder / "there"
    there.mkdir()
    if version:
        shutil.copytree(ROOT / "sam_cffnet_qgis", there / "sam_cffnet_qgis")
        metadata = (ROOT / "metadata.txt").read_text()
        old = metadata.replace(f"version={plugin_version()}", f"version={version}")
        (there / "metadata.txt").write_text(old)
    dask.worker(PYTHONPATH=str(there))
    match = rf"The worker tcp://.* another version of the plugin \({version or 'none'}\)"
    with pytest.raises(ClusterError, match=match):
        runs.on_cluster(dask.address)


def test_a_worker_that_computes_in_another_way_is_named(dask, runs):
    for device in ("none", "cpu (3 threads)"):
        dask.worker(SAM_CFFNET_PYTHON=str(runs.engine(device)))
    dask.wait_for_workers(2)
    match = r"The worker tcp://.* computes in another way than tcp://.*: DEVICE .* ≠ "
    with pytest.raises(ClusterError, match=match):
        runs.on_cluster(dask.address)


def test_a_worker_without_the_model_is_sent_it(dask, runs, expected, monkeypatch):
    folder = runs.folder / "models"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for suffix in (".json", ".safetensors"):
        source = BUNDLED_MODELS_DIR / DEFAULT_MODEL / f"{DEFAULT_MODEL}{suffix}"
        shutil.copy(source, folder / f"own{suffix}")
    card = (folder / "own.json").read_text().replace(f'"id": "{DEFAULT_MODEL}"', '"id": "own"')
    (folder / "own.json").write_text(card)
    dask.worker()
    recorder = Recorder()
    model = "/proc/self/cwd/own.json"  # which the worker does not find
    result = runs.on_cluster(dask.address, recorder=recorder, model=model)
    assert any("Sending the model" in text for text in recorder.messages)
    np.testing.assert_array_equal(bits(result.probability), bits(expected.probability))
    assert not list(dask.folder.rglob("weights.safetensors"))


def test_a_cluster_is_reached_over_tls_with_the_settings_of_dask(runs, expected):
    dask = pytest.importorskip("dask")
    pytest.importorskip("cryptography")
    from distributed.security import Security

    made = Security.temporary()
    texts = {"ca-file": made.tls_ca_file, "cert": made.tls_client_cert, "key": made.tls_client_key}
    files = {}
    for name, text in texts.items():
        files[name] = str(runs.folder / f"{name}.pem")
        (runs.folder / f"{name}.pem").write_text(text)
    own = {"cert": files["cert"], "key": files["key"]}
    settings = {f"distributed.comm.tls.client.{name}": path for name, path in own.items()}
    settings["distributed.comm.tls.ca-file"] = files["ca-file"]
    variables = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": files["ca-file"]}
    for role in ("SCHEDULER", "WORKER"):
        for name, path in own.items():
            variables[f"DASK_DISTRIBUTED__COMM__TLS__{role}__{name.upper()}"] = path
    with DaskProcesses(runs.folder / "dask", "tls", **variables) as processes:
        processes.worker(**variables)
        assert processes.address.startswith("tls://")
        with pytest.raises(ClusterError, match="cannot be used: .*TLS"):
            runs.on_cluster(processes.address)
        with dask.config.set(settings):
            assert_same(runs.on_cluster(processes.address), expected)


def test_a_block_that_always_fails_is_named(cluster, runs):
    match = r"Block \d+ of 10 \(rows of tiles \d+ to \d+\) failed 3 times, .* tcp://.*no such luck"
    with pytest.raises(ClusterError, match=match):
        runs.on_cluster(cluster.address, engine=runs.engine(fault="dies"), overlap_px=200)


@pytest.mark.parametrize("place", ["cluster", "local:1"])
def test_cancel_ends_within_two_seconds_and_leaves_no_engine(place, cluster, runs):
    recorder, ended = Recorder(), []
    engine = runs.engine(seconds=0.5)

    def stop():
        recorder.cancelled = True
        ended.append(time.monotonic())

    recorder.set_progress = lambda fraction: ended or threading.Timer(0.2, stop).start()
    with pytest.raises(Cancelled):
        runs.on_cluster(
            cluster.address if place == "cluster" else place, recorder=recorder, engine=engine
        )
    assert time.monotonic() - ended[0] < 2
    deadline = time.monotonic() + 5
    while engines() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert engines() == []


def test_missing_dask_is_told(runs, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        ClusterError, match="CLUSTER needs the package distributed, which .*python3"
    ):
        runs.on_cluster("local:1")


@pytest.mark.parametrize(
    "text",
    ["", "local", "local:0", "local:257", "host:8786", "tcp://host", "tcp://:1", "tls://h:0"],
)
def test_a_cluster_that_means_nothing_is_refused(text):
    with pytest.raises(ParameterError, match="CLUSTER is '.*tcp://host:8786"):
        parse_cluster(text)


def test_a_cluster_is_read():
    assert parse_cluster(" local:12 ") == ClusterPlace(local_workers=12)
    for text in ("tcp://10.0.0.1:8786", "tls://head-node:8786", "tcp://[::1]:1"):
        assert parse_cluster(text) == ClusterPlace(text)


def test_local_engines_share_the_cores(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert parse_cluster("local:1").local_threads == 1
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert parse_cluster("local:256").local_threads == 1
