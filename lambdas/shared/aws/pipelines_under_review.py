"""Which pipelines are under review: those whose settings are in SSM."""

from aws_lambda_powertools.utilities import parameters

PARAMETERS = "/deployment-review/pipelines"


def pipelines_under_review() -> tuple[str, ...]:
    """Their names, at most a minute old."""
    return tuple(sorted(parameters.get_parameters(PARAMETERS, max_age=60)))
