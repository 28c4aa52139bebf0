# The CDK app: build what it deploys, check it, bring it to an account, take it away.
#   make bootstrap                                 once for each account and region
#   make deploy APPROVER_EMAIL=you@example.com [MODEL_ID=…] [SETTINGS=path/to/settings.toml]

.PHONY: layer synth bootstrap deploy destroy check lock

LAYER := .build/layer.sha256
CHECKED := .build/check
CDK := node_modules/.bin/cdk
# What was given on the command line is in the environment; so it needs no quoting here.
CONTEXT := $${SETTINGS:+-c "settings=$$SETTINGS"} $${APPROVER_EMAIL:+-c "approver_email=$$APPROVER_EMAIL"} \
           $${MODEL_ID:+-c "model_id=$$MODEL_ID"}

OFFLINE := import runpy, pytest_socket; pytest_socket.disable_socket(); runpy.run_path('app.py', run_name='__main__')

layer: $(LAYER)

$(LAYER): requirements-lambda.txt stacks/commands/build_layer.py .venv/.stamp
	@.venv/bin/python -m stacks.commands.build_layer

synth: $(LAYER) node_modules/.stamp
	@$(CDK) synth --quiet $(CONTEXT)

# Without the app, which would first ask for its settings.
bootstrap: .venv/.stamp node_modules/.stamp
	@region=$${AWS_REGION:-$${AWS_DEFAULT_REGION:-$$(.venv/bin/aws configure get region || true)}}; \
	test -n "$$region" || { echo "Which region? Set AWS_REGION." >&2; exit 1; }; \
	account=$$(.venv/bin/aws sts get-caller-identity --query Account --output text --region "$$region"); \
	$(CDK) bootstrap --app "" "aws://$$account/$$region"

deploy: $(LAYER) node_modules/.stamp
	@.venv/bin/python -m ops preflight --to-deploy
	@$(CDK) deploy --all --require-approval never --concurrency 4 $(CONTEXT)

destroy: $(LAYER) node_modules/.stamp
	@.venv/bin/python -m ops preflight --to-deploy
	@$(CDK) synth --quiet $(CONTEXT)
	@.venv/bin/python -m stacks.commands.empty_buckets
	@$(CDK) destroy --all --force $(CONTEXT)

# Formatting, lint, types, import directions, the reference of the settings; the templates, made without a network, through cdk-nag (it fails the
# synthesis) and cfn-lint.
check: $(LAYER)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m stacks.commands.settings_reference --check
	rm -rf $(CHECKED)
	CDK_OUTDIR=$(CHECKED) CDK_CONTEXT_JSON='{"approver_email": "approver@example.com"}' \
	  NODE_OPTIONS="--require $(CURDIR)/mk/no_network.cjs" .venv/bin/python -c "$(OFFLINE)"
	.venv/bin/cfn-lint --ignore-checks W3005 -- $(CHECKED)/*.template.json # W3005: the CDK's own DependsOn of a role

# Newest versions that fit the *.in files, with hashes.
lock: .venv/.stamp
	.venv/bin/python -m pip install --quiet uv
	UV_CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --output-file requirements.txt requirements.in
	UV_CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --constraint requirements.txt --no-emit-package jmespath --no-emit-package urllib3 \
	  --output-file requirements-lambda.txt requirements-lambda.in
	npm install --silent --package-lock-only
