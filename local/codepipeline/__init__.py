"""CodePipeline on one machine: definitions, executions, events and the API, with the semantics of a V2 pipeline."""
