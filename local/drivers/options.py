"""What the person asked for, on the command line or through make's variables."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from local.cloud.settings import CloudSettings


class Decision(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CloudOptions:
    """How the one-machine cloud is to run, and what is deployed to it."""

    port: int
    state_dir: Path
    model_url: str  # an OpenAI-compatible server
    bedrock: bool  # Amazon Bedrock itself, with the credentials of whoever sits here
    model_id: str
    approver_email: str
    settings_file: Path = Path(__file__).parents[1] / "deployment-review.toml"
    trial: bool = False  # see `local.trial`

    @property
    def settings(self) -> CloudSettings:
        return CloudSettings(
            self.port, self.state_dir, model_url=self.model_url, bedrock=self.bedrock, trial=self.trial
        )

    @property
    def has_model(self) -> bool:
        return self.bedrock or bool(self.model_url)


@dataclass(frozen=True, slots=True)
class DemoOptions:
    cloud: CloudOptions
    decision: Decision | None  # None: whoever sits at the terminal decides in the browser
    comment: str


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    cloud: CloudOptions
    repository: Path
    base: str | None
    head: str
    decision: Decision
    comment: str
    out: Path | None
    build: bool
