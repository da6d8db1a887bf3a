# Every word also works as ./dev WORD, on a machine that has no make yet.
.PHONY: help demo test test-cpp test-python notebooks build lint tidy format asan tsan nothreads lowest soak coverage lab pictures paper bench scoreboard clean
.DELETE_ON_ERROR:

PYTHON ?= python3
PY     := .venv/bin/python
OLD    := build/lowest/venv
SUDO   := $(if $(filter 0,$(shell id -u)),,sudo)
CPP     = $(wildcard cpp/include/lantoa/*.hpp cpp/src/*.?pp tests/cpp/*.?pp bench/core/*.cpp python/bindings/*.?pp)

help:                                 ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: build                           ## Set up everything, run the year-end job on the sample
	.venv/bin/lantoa demo

test: test-cpp test-python notebooks  ## Set up everything, run every test

# Installs the packages that are named; asks for root only when one is missing.
install = command -v apt-get >/dev/null || { echo "Not Debian: install $(1)"; exit 0; }; \
	need=$$(for p in $(1); do \
	  dpkg-query -Wf '$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || echo $$p; done); \
	if [ -n "$$need" ]; then $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $$need; fi

build/debian: apt.txt
	@$(call install,$$(sed 's/\x23.*//' apt.txt))
	@mkdir -p build && touch $@

build/libreoffice:                    # only to look at documents as an office will see them
	@$(call install,libreoffice-writer libreoffice-calc poppler-utils fonts-liberation)
	@mkdir -p build && touch $@

.venv/ready: pyproject.toml | build/debian
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install -q -U pip    # Debian's pip 23.0 knows no --group
	$(PY) -m pip install -q --group dev
	touch $@

.venv/lint .venv/coverage .venv/lowest .venv/bench: .venv/ready
	$(PY) -m pip install -q --group $(@F)
	touch $@

.venv/notebook: .venv/ready
	$(PY) -m pip install -q --no-build-isolation -e '.[notebook]'
	touch $@

build: .venv/ready                    ## (Re)build the extension; seconds when little changed
	$(PY) -m pip install -q --no-build-isolation -e .

test-cpp: build/debian                ## The core alone; needs no Python
	cmake --workflow --preset dev

test-python: build                    ## The package, its docstrings, the rule cases
	$(PY) -m pytest -n auto --dist loadfile

soak: build                           ## The Python tests with all examples of hypothesis, not a part
	LANTOA_SOAK=1 $(PY) -m pytest -n auto --dist loadfile

notebooks: build                      ## Every notebook from top to bottom
	$(PY) -m pytest --nbmake --nbmake-timeout=120 -n auto notebooks

lint: build .venv/lint                ## Style, types and stubs; changes nothing
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/stubtest lantoa._core --mypy-config-file pyproject.toml --allowlist python/stubtest.txt
	.venv/bin/clang-format --dry-run -Werror $(CPP)

tidy: build/debian .venv/lint          ## clang-tidy on the core and its tests; minutes
	cmake --workflow --preset tidy

format: .venv/lint                    ## Rewrite the files the way lint wants them
	.venv/bin/ruff check -q --fix-only .
	.venv/bin/ruff format -q .
	.venv/bin/clang-format -i $(CPP)

asan: build/debian                    ## The core's tests under address and undefined-behaviour checks
	cmake --workflow --preset asan

tsan: build/debian                    ## The core's tests of threads, watched for races
	cmake --workflow --preset tsan

nothreads: build/debian               ## The core's tests in a build without oneTBB
	cmake --workflow --preset nothreads

lowest: .venv/lowest                  ## The Python tests with the oldest versions that we promise
	test -x $(OLD)/bin/python || .venv/bin/uv venv -q --python $(PY) $(OLD)
	.venv/bin/uv pip compile -q --resolution lowest-direct --python $(PY) --extra arrow \
	  --extra charts --extra polars --group dev pyproject.toml -o build/lowest/pins.txt
	.venv/bin/uv pip sync -q --python $(OLD) build/lowest/pins.txt
	.venv/bin/uv pip install -q --python $(OLD) --no-deps --no-build-isolation \
	  -C build-dir=build/lowest/core -e .
	$(OLD)/bin/python -m pytest -p no:cacheprovider --ignore tests/python/test_bench.py

coverage: build .venv/coverage        ## Lines that tests reach, printed; no gate
	cmake --workflow --preset coverage
	.venv/bin/gcovr --root . --filter cpp/ build/coverage
	.venv/bin/coverage run -m pytest -q
	.venv/bin/coverage report

lab: build .venv/notebook             ## JupyterLab on the notebooks
	.venv/bin/jupyter lab notebooks

pictures: build                       ## Draw the pictures of the documentation anew
	$(PY) docs/pictures.py

paper: build build/libreoffice        ## Write every document of the sample, as PDF and as pictures too
	$(PY) docs/paper.py

bench: build .venv/bench              ## Time us beside what a user would pick instead
	$(PY) bench/run.py
	$(PY) bench/scores.py --growth
	$(PY) bench/trends.py
	$(PY) bench/spread.py
	cmake --preset release -D LANTOA_TESTS=OFF
	cmake --build --preset release --target core_bench
	build/release/core_bench

scoreboard: build .venv/bench         ## Size and power of tests, ours and others', by simulation; half an hour
	$(PY) bench/scoreboard/run.py

clean:                                ## Remove what was built, the environment included
	rm -rf build .venv dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
