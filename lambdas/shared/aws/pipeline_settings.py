"""The settings of each pipeline, kept in SSM by its stack."""

from typing import cast

from lambdas.shared.aws.parameters import MAX_AGE, parameters
from lambdas.shared.aws.pipelines_under_review import PARAMETERS
from lambdas.shared.domain import codec
from lambdas.shared.domain.settings import PipelineSettings


def read_settings(pipeline_name: str) -> PipelineSettings:
    """
    The settings of this pipeline, at most a minute old.

    Raises:
        GetParameterError (of Powertools): this pipeline is not under review, or the role may not read it.
        codec.ShapeError: another release wrote it.
    """
    name = f"{PARAMETERS}/{pipeline_name}"
    data = cast("object", parameters().get(name, transform="json", max_age=MAX_AGE))
    return codec.from_data(PipelineSettings, data)
