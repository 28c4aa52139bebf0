"""Which pushes start a pipeline whose code comes through a connection: CodePipeline's filters, in its own words."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from stacks.settings import checks
from stacks.settings.about import about


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Patterns as in `release/*` or `src/**`; an exclude weighs more than an include."""

    branches_includes: tuple[str, ...] = field(
        default=(), metadata=about("Branches whose pushes start the pipeline.", checks.pattern)
    )
    branches_excludes: tuple[str, ...] = field(
        default=(), metadata=about("Branches whose pushes do not.", checks.pattern)
    )
    file_paths_includes: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Files of which one must be in the push; `branches_includes` must be there too.", checks.pattern
        ),
    )
    file_paths_excludes: tuple[str, ...] = field(
        default=(), metadata=about("Files that do not count; `branches_includes` must be there too.", checks.pattern)
    )
    tags_includes: tuple[str, ...] = field(
        default=(), metadata=about("Tags whose pushes start the pipeline; without the others.", checks.pattern)
    )
    tags_excludes: tuple[str, ...] = field(default=(), metadata=about("Tags whose pushes do not.", checks.pattern))


def mistakes(trigger: Trigger) -> Iterator[tuple[str, str]]:
    """The settings that CodePipeline would not take together, with what is wrong, in words that follow the name."""
    given = [setting.name for setting in fields(trigger) if getattr(trigger, setting.name)]
    by_tag = [name for name in given if name.startswith("tags")]
    by_file = [name for name in given if name.startswith("file_paths")]
    for name in given:
        if len(getattr(trigger, name)) > 8:
            yield name, "has more than 8 patterns, which is CodePipeline's limit; combine some with * or **"
    if by_tag and len(by_tag) < len(given):
        yield by_tag[0], "cannot stand beside branches or file paths: CodePipeline starts by tag or by branch"
    if by_file and not trigger.branches_includes and not trigger.branches_excludes:
        yield by_file[0], 'needs branches beside it; add branches_includes = ["main"]'
