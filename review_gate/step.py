"""The review as a step of CDK Pipelines, such as `pipeline.add_stage(production, pre=[ReviewStep(...)])`."""

import jsii
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import pipelines

from review_gate.gate import ReviewGate


@jsii.implements(pipelines.ICodePipelineActionFactory)
class ReviewStep(pipelines.Step):
    """
    Extraction, then approval and check, before a stage is deployed.

    The check holds the cloud assembly, from which CDK Pipelines deploys, against the time of the approval.
    """

    def __init__(self, step_id: str, *, gate: ReviewGate, source: pipelines.IFileSetProducer) -> None:
        """`source` is the pipeline's `CodePipelineSource`, with `code_build_clone_output`."""
        super().__init__(step_id)

        output = source.primary_output
        if output is None:
            raise ValueError("the source of a ReviewStep has no output")
        self._gate = gate
        self._output = output
        self._add_dependency_file_set(output)

    @jsii.member(jsii_name="produceAction")
    def produce_action(
        self,
        stage: codepipeline.IStage,
        *,
        artifacts: pipelines.ArtifactMap,
        pipeline: pipelines.CodePipeline,
        run_order: float,
        **_others: object,
    ) -> pipelines.CodePipelineActionFactoryResult:
        source = artifacts.to_code_pipeline(self._output)
        built = artifacts.to_code_pipeline(pipeline.cloud_assembly_file_set)
        added = self._gate.all_actions(source, built=[built], run_order=int(run_order))
        for action in added:
            stage.add_action(action)
        return pipelines.CodePipelineActionFactoryResult(run_orders_consumed=len(added))
