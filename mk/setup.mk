# What a fresh clone needs before anything else. Python, Node and git are looked for; the rest is installed here.

export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 20
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHONS := python3 python3.14 python3.13 python3.12 python3.11

.PHONY: have-git have-node

have-git:
	@git --version >/dev/null 2>&1 || { \
	  echo "git is missing: install it with your system's package manager, then run make again." >&2; exit 1; }

have-node:
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1 || { \
	  echo "Node 20 or later, with npm, is missing ($$(node --version 2>/dev/null || echo 'no node')): install it from nodejs.org, then run make again." >&2; exit 1; }

.venv/.stamp: requirements.txt | have-git
	@python=; for name in $(PYTHONS); do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { python=$$name; break; }; done; \
	test -n "$$python" || { \
	  echo "Python 3.11 or later is missing ($$(python3 --version 2>&1 || true)): install it with your system's package manager, then run make again." >&2; exit 1; }; \
	.venv/bin/python -c '' 2>/dev/null || $$python -m venv --clear .venv || { \
	  echo "$$python cannot make a virtual environment: install its venv package (python3-venv on Debian and Ubuntu), then run make again." >&2; exit 1; }
	@echo "Installing the Python packages of requirements.txt …"
	@.venv/bin/python -m pip install -qq --require-hashes --requirement requirements.txt
	@touch $@

node_modules/.stamp: package.json package-lock.json | have-node
	@echo "Installing the CDK CLI …"
	@npm ci --silent --no-audit --no-fund
	@touch $@
