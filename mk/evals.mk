# Which model and which prompt review best, measured (evals/README.md).
#   make evals [CASES="path …"] [MODELS="offline global.anthropic.claude-sonnet-5-5 …"] [PROMPTS="v1 …"] [REPEATS=1]
#              [MODEL_URL=http://…] [MAX_COST_USD=5] [PARALLEL=1] [OUT=.evals] [THRESHOLDS=path] [YES=1]
#   make evals-reference [MODEL_URL=http://…] [CASES="path …"]
#              the committed result anew: with the model of `make model`, half an hour and more; without, the rules alone.
#              It goes on where it was interrupted. With CASES it is only tried, on these
#   make eval-case REPO=path BASE=rev [HEAD=rev] CASE=path/to/the-case

.PHONY: evals evals-reference eval-case

evals: .venv/.stamp
	@.venv/bin/python -m evals

evals-reference: .venv/.stamp
	@.venv/bin/python -m evals.reference

eval-case: .venv/.stamp
	@.venv/bin/python -m evals.new_case
