"""`#{codepipeline.PipelineExecutionId}`, `#{variables.NAME}` and `#{Namespace.NAME}` in an action's configuration."""

import re
from collections.abc import Mapping

from local.codepipeline.definition import Action
from local.codepipeline.executions import Execution

_REFERENCE = re.compile(r"#\{([\w@-]+)\.([\w@-]+)\}", re.ASCII)
VALUE_LIMIT = 1000  # characters of one value of the configuration, once resolved, but for EnvironmentVariables


class UnresolvedVariableError(Exception):
    """The configuration names a variable that no action before it has set."""


def resolve(action: Action, execution: Execution) -> dict[str, str]:
    """
    The configuration with its variables' values: literal text, nothing escaped, as CodePipeline does it.

    Raises:
        UnresolvedVariableError:
    """
    known = {
        **execution.namespaces,
        "variables": execution.variables,
        "codepipeline": {"PipelineExecutionId": execution.id},
    }
    return {name: _resolve(value, known) for name, value in action.configuration.items()}


def _resolve(text: str, known: Mapping[str, Mapping[str, str]]) -> str:
    def value(match: re.Match[str]) -> str:
        namespace, name = match.groups()
        try:
            return known[namespace][name]
        except KeyError as error:
            raise UnresolvedVariableError(f"#{{{namespace}.{name}}} has no value here") from error

    return _REFERENCE.sub(value, text)
