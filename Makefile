# Every word also works as ./dev WORD, on a machine that has no make yet.
.PHONY: help demo test test-cpp test-python notebooks build lint asan nothreads coverage lab bench clean
.DELETE_ON_ERROR:

PYTHON ?= python3
PY     := .venv/bin/python
SUDO   := $(if $(filter 0,$(shell id -u)),,sudo)
CPP     = $(wildcard cpp/include/lantoa/*.hpp cpp/src/*.?pp tests/cpp/*.?pp python/bindings/*.?pp)

help:                                 ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: build                           ## Set up everything, run the year-end job on the sample
	.venv/bin/lantoa demo

test: test-cpp test-python notebooks  ## Set up everything, run every test

build/debian: apt.txt                 # asks for root only when a package is missing
	@command -v apt-get >/dev/null || { echo "Not Debian: install what apt.txt lists"; exit 0; }; \
	need=$$(for p in $$(sed 's/#.*//' apt.txt); do \
	  dpkg-query -Wf '$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || echo $$p; done); \
	if [ -n "$$need" ]; then $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $$need; fi
	@mkdir -p build && touch $@

.venv/ready: pyproject.toml | build/debian
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install -q -U pip    # Debian's pip 23.0 knows no --group
	$(PY) -m pip install -q --group dev
	touch $@

.venv/lint: .venv/ready
	$(PY) -m pip install -q --group lint
	touch $@

build: .venv/ready                    ## (Re)build the extension; seconds when little changed
	$(PY) -m pip install -q --no-build-isolation -e .

test-cpp: build/debian                ## The core alone; needs no Python
	cmake --workflow --preset dev

test-python: build                    ## The package, its docstrings, the rule cases
	$(PY) -m pytest

notebooks: build                      ## Every notebook from top to bottom
	$(PY) -m pytest --nbmake --nbmake-timeout=120 notebooks
