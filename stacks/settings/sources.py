"""Where a pipeline's code comes from."""

from dataclasses import dataclass, field

from stacks.settings import checks
from stacks.settings.about import about
from stacks.settings.trigger import Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCommitSource:
    """A CodeCommit repository."""

    repository: str = field(metadata=about("Name of the CodeCommit repository.", checks.repository_name))
    branch: str = field(default="main", metadata=about("Branch whose pushes start the pipeline.", checks.branch))
    create_repository: bool = field(
        default=True, metadata=about("`false`: the repository exists already and is not ours to create.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionSource:
    """A repository on GitHub, GitLab or Bitbucket, reached through AWS CodeConnections."""

    repository: str = field(metadata=about("Owner and repository, `example/shop`.", checks.owner_and_repository))
    connection_arn: str = field(
        metadata=about("ARN of the connection, once a person has completed it.", checks.connection_arn)
    )
    branch: str = field(
        default="main",
        metadata=about(
            "Branch whose pushes start the pipeline; with `trigger`, that of a start by hand.", checks.branch
        ),
    )
    trigger: Trigger | None = field(default=None, metadata=about("Which pushes start the pipeline; see below."))


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Source:
    """A zip of a whole clone, its `.git` included, in a versioned bucket."""

    object_key: str = field(metadata=about("Key of the zip, `shop.zip`.", checks.object_key))
    bucket: str | None = field(
        default=None,
        metadata=about(
            "A bucket with versions and EventBridge notifications; absent: one is created, and named in an output.",
            checks.bucket_name,
        ),
    )

    @property
    def repository(self) -> str:
        """As the brief names it."""
        return self.object_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingSource:
    """The pipeline exists and stays its team's own: a review gate is added to it (docs/adopting.md)."""

    repository: str = field(metadata=about("The repository, as the brief is to name it.", checks.plain_text))
    approval_action: str = field(
        default="Approve",
        metadata=about(
            "Name of the approval that the review is for; the pipeline's other approvals are left alone.",
            checks.action_name,
        ),
    )


Source = CodeCommitSource | ConnectionSource | S3Source | ExistingSource
