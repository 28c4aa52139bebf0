# Deployment Review. Each target sets up what it needs: a fresh clone needs git, make, Python 3.11 or later and Node 20 or
# later. `make` alone lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# What the user sets reaches the programs through the environment alone; no recipe below spells it out. So a comment or
# a path may hold quotes, blanks, line breaks, and dollar signs, which `$(value …)` keeps make from expanding.
OPTIONS := APPROVER_EMAIL AT_ONCE BASE BUILD CASE CASES COMMENT DECISION FAULTS GOLDEN HEAD LOCAL_DIR MAX_COST_USD MODEL \
  MODELS MODEL_ID MODEL_URL N OUT PARALLEL PORT PROMPTS PUBLIC REPEATS REPO SETTINGS THRESHOLDS YES
$(foreach name,$(OPTIONS),$(if $(filter command line,$(origin $(name))),\
  $(eval override $(name) := $$(value $(name)))$(eval export $(name))))

#? Deployment Review: a brief for whoever approves a deployment, and a record of what was decided.
#?
#?   make demo      the whole workflow on this machine, with the sample's two releases
#?                  [DECISION=approve|reject] [COMMENT="…"] [PORT=4566] [LOCAL_DIR=.local]
#?   make review    a brief about a repository of yours, which is only read: REPO=path [BASE=rev] [HEAD=rev]
#?                  [DECISION=approve|reject|none] [COMMENT="…"] [OUT=dir] [BUILD=1]
#?   make start     the one-machine cloud alone; make status says where it is, make stop ends it
#?                  [PORT=4566] [MODEL_URL=http://… | MODEL=bedrock] [MODEL_ID=…] [SETTINGS=path, of pipelines of yours]
#?
#?   make deploy    the same stacks in your AWS account: APPROVER_EMAIL=you@example.com [MODEL_ID=…]
#?                  [SETTINGS=path]; before the first, make bootstrap; make synth only makes the templates,
#?                  make destroy takes the stacks away
#?
#?   ./review       for operators: what waits, what was decided, whether the records are whole; ./review --help
#?
#?   make check     formatting, lint, types, import directions, templates
#?   make test      every test, with the workflow on this machine and the console in a browser
#?   make fuzz      100,000 odd inputs for every reader of what comes from outside [N=…]
#?   make audit     known vulnerabilities in what is locked (asks PyPI and npm)
#?   make evals     which model and which prompt review best, on cases of ours or yours: [MODELS="…"] [PROMPTS="…"]
#?                  [CASES=path] [REPEATS=3] [MAX_COST_USD=5]; make eval-case makes a case of two commits
#?   make bench     the figures that the product promises, measured here, and whether one became worse
#?                  [GOLDEN=folder with AACR-Bench and clones of its projects] [PUBLIC=folder with clones]
#?   make faults    what fails between a function and AWS loses, doubles and blocks nothing: [FAULTS=words] [AT_ONCE=100]
#?   make load      thousands of executions, dozens at once: [N=2000] [AT_ONCE=50]
#?   make opponent  what the grounding leaves of a small real model's words; make model serves that model
#?   make lock      renew the locks after a change of requirements*.in
#?   make clean     stop the cloud and remove what was made here; make distclean removes the packages, too

include mk/setup.mk mk/aws.mk mk/opponent.mk mk/audit.mk mk/evals.mk mk/rival.mk

PYTHON := .venv/bin/python
READY := .venv/.stamp node_modules/.stamp $(LAYER)

include mk/trials.mk

.PHONY: help demo review start stop status test browser fuzz bench clean distclean

help:
	@sed -n 's/^#? \{0,1\}//p' Makefile

demo: $(READY)
	@$(PYTHON) -m local demo

review: $(READY)
	@$(PYTHON) -m local review

start: $(READY)
	@$(PYTHON) -m local start

stop: .venv/.stamp
	@$(PYTHON) -m local stop

status: .venv/.stamp
	@$(PYTHON) -m local status

test: $(READY) browser
	@env $(addprefix -u ,$(OPTIONS)) $(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope

# The system's browser, else Debian's package, else Playwright's download; without any the tests say why they skip.
browser: .venv/.stamp
	@$(PYTHON) -m tests.browser.chromium || { \
	  echo "Installing a browser for the tests …"; \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	    && { apt-get install -qq -y chromium || { apt-get update -qq && apt-get install -qq -y chromium; }; } \
	  } >/dev/null 2>&1 \
	  || $(PYTHON) -m playwright install chromium >/dev/null 2>&1 \
	  || echo "No browser could be installed: the browser tests will be skipped." >&2; }

fuzz: .venv/.stamp
	@$(PYTHON) -m tests.fuzz $${N:-100000}

bench: $(READY)
	@$(PYTHON) -m bench

clean:
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m local stop; fi
	@rm -rf .build .local cdk.out out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

distclean: clean
	@rm -rf .venv node_modules
