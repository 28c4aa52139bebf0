"""What is to be reviewed, for whom, and with what: the same for every model that is asked."""

from dataclasses import dataclass

from lambdas.analyze_change.prompt import CURRENT, Prompt
from lambdas.shared.domain.assessment import Assessment
from lambdas.shared.domain.settings import PipelineSettings


@dataclass(frozen=True, slots=True)
class Task:
    execution_id: str
    pipeline_name: str
    settings: PipelineSettings
    assessment: Assessment
    prompt: Prompt = CURRENT
