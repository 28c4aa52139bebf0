"""Which pipelines are under review: those whose settings are in SSM."""

from lambdas.shared.aws.parameters import MAX_AGE, parameters

PARAMETERS = "/deployment-review/pipelines"


def pipelines_under_review() -> tuple[str, ...]:
    """Their names, at most a minute old."""
    return tuple(sorted(parameters().get_multiple(PARAMETERS, max_age=MAX_AGE)))
