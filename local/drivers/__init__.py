"""`make demo` and `make review`: what a person does with the pipeline, done and shown step by step."""
