"""What the mails share that are no brief: they are about one execution, and lead to its pipeline."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import capped, one_line
from lambdas.shared.brief.web_address import require_web_address
from lambdas.shared.brief.wrapping import paragraphs, wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineMail:
    """
    Only `pipeline_url` becomes a link.

    Raises:
        ValueError: `pipeline_url` is no web address.
    """

    pipeline_name: str
    repository_name: str
    execution_id: str
    pipeline_url: str
    console_name: str = "CodePipeline"  # where the button leads

    def __post_init__(self) -> None:
        require_web_address(self.pipeline_url, name="pipeline_url")

    @property
    def opening(self) -> str:
        """Of the subject."""
        return f"[{capped(one_line(self.pipeline_name), 40)}] "

    @property
    def link(self) -> Markup:
        return Markup(escape(self.pipeline_url))  # noqa: S704 -- escaped: only kept as it is

    @property
    def identity(self) -> str:
        return f"Pipeline {self.pipeline_name}, repository {self.repository_name}, execution {self.execution_id}."

    def closing(self) -> list[str]:
        """The last lines of the text part."""
        return [
            *paragraphs([f"The pipeline in {self.console_name}:"]),
            self.pipeline_url,  # never wrapped: it must work
            "",
            *wrapped(self.identity, ours=True),
        ]
