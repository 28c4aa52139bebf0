# Known vulnerabilities in what is locked, asked of PyPI's and npm's advisories.
#   make audit

.PHONY: audit

audit: .venv/.stamp node_modules/.stamp
	@for lock in requirements-lambda.txt requirements.txt requirements-opponent.txt; do \
	  echo "$$lock:"; .venv/bin/pip-audit --disable-pip --require-hashes --requirement $$lock; done
	@echo "package-lock.json:"; npm audit
