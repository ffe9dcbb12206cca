# The commands of the README. `make help` lists them; each makes the environment first.
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

PYTHON ?= python3
PRECISION ?= default
# A machine may forbid bytecode; without it every start costs seconds of compiling.
export PYTHONDONTWRITEBYTECODE :=
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.PHONY: help paper test check lab pictures env clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

paper: .venv/installed ## every experiment, figure and number, and the whitepaper as PDF, LaTeX and HTML
	@.venv/bin/hybridstake reproduce --precision $(PRECISION)

test: .venv/installed ## everything that continuous integration runs
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/pyright
	@.venv/bin/pytest -n 2

check: .venv/installed ## style, types and the quick tests
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/pyright
	@.venv/bin/pytest -q -n 2 -m "not slow"

lab: .venv/installed ## the dashboard, on this machine only
	@.venv/bin/hybridstake lab

pictures: paper ## the README's two figures, from the paper's
	@cp paper/figures/quorum_intersection.svg paper/figures/staking_economy.svg docs/figures/

env: .venv/installed ## the environment alone, with every extra, in .venv

clean: ## throw away what was generated; the environment stays
	rm -rf paper/build paper/results paper/figures paper/tables paper/numbers

# uv is quicker where it runs; stock pip installs the same lock where it does not.
.venv/installed: requirements/lock.txt requirements/boot.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "hybridstake needs Python 3.11 or newer: make PYTHON=python3.13 …" >&2; exit 2; }
	@echo "making the environment in .venv (about a minute, once)"
	@# Without its stamp an environment was interrupted half way, and is begun again.
	@test -e $@ || rm -rf .venv
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install -q --require-hashes --no-deps -r requirements/boot.txt
	@VIRTUAL_ENV="$(CURDIR)/.venv" .venv/bin/uv pip install -q --require-hashes --no-deps -r requirements/lock.txt || \
	  .venv/bin/python -m pip install -q --require-hashes --no-deps -r requirements/lock.txt
	@.venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .
	@mkdir -p .venv/src && ln -sfn ../.. .venv/src/hybridstake
	@touch $@
