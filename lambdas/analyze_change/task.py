"""What is to be reviewed, for whom, and with what: the same for every model that is asked."""

from dataclasses import dataclass
from functools import cached_property

from lambdas.analyze_change.prompt import CURRENT, Prompt
from lambdas.shared.domain.assessment import Assessment
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.settings import PipelineSettings


@dataclass(frozen=True)
class Task:
    """Without slots: it keeps what was looked up in the diff for one answer, for those of the other parts."""

    execution_id: str
    pipeline_name: str
    settings: PipelineSettings
    assessment: Assessment
    prompt: Prompt = CURRENT

    @cached_property
    def material(self) -> Material:
        return Material(self.assessment.change, self.assessment.files, self.assessment.facts)
