# The commands of the README. `make help` lists them; each makes the environment first.
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

PYTHON ?= python3
ASKED := $(if $(filter-out file,$(origin PYTHON)),asked-python)
PRECISION ?= default
# A machine may forbid bytecode; without it every start costs seconds of compiling.
export PYTHONDONTWRITEBYTECODE :=
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.PHONY: help paper test check exhaust release-check bench docs lab pictures env clean asked-python

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

paper: .venv/installed ## every experiment, figure and number, and the whitepaper as PDF, LaTeX and HTML
	@.venv/bin/hybridstake reproduce --precision $(PRECISION)

test: .venv/installed ## everything that continuous integration runs
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/pyright
	@.venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not exhaustive and not release"

check: .venv/installed ## style, types and the quick tests
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/pyright
	@.venv/bin/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not exhaustive and not release"

exhaust: .venv/installed ## the tests that try everything where others try a sample; about half an hour
	@.venv/bin/pytest -n 2 -m exhaustive --benchmark-disable

release-check: .venv/installed ## sdist and wheel, built, installed in clean environments and used elsewhere
	@.venv/bin/pytest -q -m release tests

bench: .venv/installed ## how fast the core draws, as ratios within one run, and how much memory it takes
	@.venv/bin/pytest -s tests/benchmarks

docs: .venv/installed ## the documentation, in docs/build/site
	@NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build -f docs/mkdocs.yml
	@echo "open docs/build/site/index.html"

lab: .venv/installed ## the dashboard, on this machine only
	@.venv/bin/hybridstake lab

pictures: paper ## the README's two figures and its table of claims, from the paper's
	@cp paper/figures/quorum_intersection.svg paper/figures/staking_economy.svg docs/figures/
	@.venv/bin/hybridstake claims --update README.md

env: .venv/installed ## the environment alone, with every extra, in .venv

clean: ## throw away what was generated; the environment stays
	rm -rf paper/build paper/results paper/figures paper/tables paper/listings paper/numbers docs/build

# uv is quicker where it runs, and its launchers work in a folder of any name; stock pip installs the
# same lock where it does not. No path of ours is pasted into a shell line: a name may hold any quote.
.venv/installed: requirements/lock.txt requirements/boot.txt pyproject.toml | $(ASKED)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "hybridstake needs Python 3.11 or newer: make PYTHON=python3.13 …" >&2; exit 2; }
	@echo "making the environment in .venv (about a minute, once)"
	@# Without its stamp an environment was interrupted half way, and is begun again.
	@test -e $@ || rm -rf .venv
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@grep -qx "relocatable = true" .venv/pyvenv.cfg || echo "relocatable = true" >> .venv/pyvenv.cfg
	@.venv/bin/python -m pip install -q --require-hashes --no-deps -r requirements/boot.txt
	@.venv/bin/uv pip install -q --python .venv/bin/python --require-hashes --no-deps -r requirements/lock.txt || \
	  .venv/bin/python -m pip install -q --require-hashes --no-deps -r requirements/lock.txt
	@.venv/bin/uv pip install -q --python .venv/bin/python --no-config --no-deps --no-build-isolation -e . || \
	  .venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .
	@mkdir -p .venv/src && ln -sfn ../.. .venv/src/hybridstake
	@touch $@

# Another Python asked for by name than that of the environment: its results would be others.
asked-python:
	@test ! -e .venv/installed || { here="$$(.venv/bin/python -V)" asked="$$($(PYTHON) -V 2>&1)"; \
	  test "$$here" = "$$asked" || \
	  { echo "PYTHON must be that of .venv ($$here), got $(PYTHON) ($$asked):" \
	    "\`rm -rf .venv\` makes way for another" >&2; exit 2; }; }
