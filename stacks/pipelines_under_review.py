"""What the review stack knows of the pipelines: their names, hence their ARNs, and the models they may ask."""

from dataclasses import dataclass

from aws_cdk import Aws

from stacks.settings import CodeCommitSource, PipelineSettings
from stacks.settings.models import invoked_resources

PARAMETERS = "/deployment-review/pipelines/"


@dataclass(frozen=True, slots=True)
class PipelinesUnderReview:
    pipelines: tuple[PipelineSettings, ...]

    @property
    def names(self) -> list[str]:
        return [pipeline.name for pipeline in self.pipelines]

    @property
    def codecommit_repositories(self) -> list[str]:
        """Names; two pipelines may have one repository."""
        sources = (pipeline.source for pipeline in self.pipelines)
        return list(dict.fromkeys(each.repository for each in sources if isinstance(each, CodeCommitSource)))

    @property
    def arns(self) -> list[str]:
        return [f"arn:{Aws.PARTITION}:codepipeline:{Aws.REGION}:{Aws.ACCOUNT_ID}:{name}" for name in self.names]

    @property
    def tells_authors(self) -> bool:
        return any(pipeline.author_domains for pipeline in self.pipelines)

    @property
    def parameter_arns(self) -> list[str]:
        return [f"{self.parameter_path_arn}/{name}" for name in self.names]

    @property
    def parameter_path_arn(self) -> str:
        """What GetParametersByPath is authorised on: the path as it is asked for, without a slash at its end."""
        return f"arn:{Aws.PARTITION}:ssm:{Aws.REGION}:{Aws.ACCOUNT_ID}:parameter{PARAMETERS.rstrip('/')}"

    @property
    def model_ids(self) -> list[str]:
        """Every model that any of them may ask, once."""
        return list(dict.fromkeys(model_id for pipeline in self.pipelines for model_id in pipeline.model_ids))

    @property
    def model_arns(self) -> list[str]:
        """What `bedrock:InvokeModel` is authorised on: profiles, and models in every region a profile may route to."""
        resources = [resource for model_id in self.model_ids for resource in invoked_resources(model_id)]
        own = {"region": Aws.REGION, "account": Aws.ACCOUNT_ID}
        return [f"arn:{Aws.PARTITION}:{resource.format(**own)}" for resource in dict.fromkeys(resources)]

    @property
    def guardrail_arns(self) -> list[str]:
        guardrails = f"arn:{Aws.PARTITION}:bedrock:{Aws.REGION}:{Aws.ACCOUNT_ID}:guardrail"
        ids = (pipeline.guardrail.id for pipeline in self.pipelines if pipeline.guardrail)
        return [f"{guardrails}/{guardrail_id}" for guardrail_id in dict.fromkeys(ids)]
