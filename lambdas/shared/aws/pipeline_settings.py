"""The settings of each pipeline, kept in SSM by its stack."""

from typing import cast

from aws_lambda_powertools.utilities import parameters

from lambdas.shared.aws.pipelines_under_review import PARAMETERS
from lambdas.shared.domain import codec
from lambdas.shared.domain.settings import PipelineSettings


def read_settings(pipeline_name: str) -> PipelineSettings:
    """
    The settings of this pipeline, at most a minute old.

    Raises:
        parameters.GetParameterError: this pipeline is not under review, or the role may not read it.
        codec.ShapeError: another release wrote it.
    """
    name = f"{PARAMETERS}/{pipeline_name}"
    data = cast("object", parameters.get_parameter(name, transform="json", max_age=60))
    return codec.from_data(PipelineSettings, data)
