# pr-agent, the nearest product: AGPL, and so no dependency of ours; it needs Python 3.12 or later.
#   make rival      into an environment of its own; from then on `make bench` measures its import beside a start of ours

.PHONY: rival

RIVAL := .build/rival-venv

rival: $(RIVAL)/.stamp

$(RIVAL)/.stamp: mk/rival.mk | have-git
	@python=; for name in $(PYTHONS); do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { python=$$name; break; }; done; \
	test -n "$$python" || { echo "pr-agent needs Python 3.12 or later; there is $$(python3 --version)." >&2; exit 1; }; \
	echo "Installing pr-agent …"; \
	$$python -m venv --clear $(RIVAL)
	@$(RIVAL)/bin/python -m pip install -qq --only-binary :all: pr-agent==0.49.0
	@touch $@
