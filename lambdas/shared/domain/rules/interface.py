"""What callers and operators meet: parameters of requests, command options, environment variables, routes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_B = FactKind.BEHAVIOUR


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing with a name in the code; added or removed when its name is read on one side of the file's diff only."""

    words: frozenset[str]
    hints: tuple[str, ...]  # a line that matches contains one of these: looking for them costs less than matching
    pattern: re.Pattern[str]  # the first group that matches is the name
    added: FactType
    added_text: str
    added_short: str
    removed: FactType | None = None
    removed_text: str = ""
    removed_short: str = ""

    def __call__(self, file: ChangedFile) -> Iterator[Fact]:
        if self.words.isdisjoint(file.words) or not file.takes_effect:
            return
        if not any(self._match(line) for line in file.changed_with(self.words)):
            return
        before, after = self._names(file, "-"), self._names(file, "+")
        for name, line in after.items():
            if line.kind == "+" and name not in before:
                yield self.added.at(
                    file,
                    line,
                    self.added_text.format(code(name)),
                    subject=name,
                    short=self.added_short.format(code(name)),
                )
        for name, line in before.items():
            if self.removed and line.kind == "-" and name not in after:
                yield self.removed.at(
                    file,
                    line,
                    self.removed_text.format(code(name)),
                    subject=name,
                    short=self.removed_short.format(code(name)),
                )

    def _names(self, file: ChangedFile, side: str) -> dict[str, CodeLine]:
        """With the lines on which they stand, context included: a name that was there before is not new."""
        found: dict[str, CodeLine] = {}
        for lines in file.hunks:
            for line in lines:
                if line.kind in (side, " ") and (match := self._match(line)):
                    name = next(group for group in match.groups() if group)
                    if name in file.uncommented(line):
                        found.setdefault(name, line)
        return found

    def _match(self, line: CodeLine) -> re.Match[str] | None:
        text = line.text
        return self.pattern.search(text) if any(hint in text for hint in self.hints) else None


_REQUEST = _Named(
    words(
        "query params parameters args querystringparameters query_params querystring getparameter formvalue"
        " requestparam defaultquery query_string"
    ),
    ("uery", "UERY", "aram", "args", "FormValue"),
    re.compile(
        r"(?<!\w)(?:query|params|parameters|args|query_params|queryStringParameters|query_string|querystring)[\"']?\]?\)?"
        r"(?:\.get\(|\[)\s*[\"']([\w-]+)[\"']"
        r"|\breq\.(?:query|params)\.(\w+)|\b(?:getParameter|FormValue|DefaultQuery|Query)\(\s*\"([\w-]+)\""
        r"|\.Query\(\)\.Get\(\"([\w-]+)\"|@RequestParam\([^)]*\"([\w-]+)\"|\bparams\[:(\w+)\]"
    ),
    FactType("request-parameter-added", _B),
    "Requests may carry a new parameter, {0}.",
    "a new request parameter {0}",
    FactType("request-parameter-removed", _B, Level.LOW),
    "The request parameter {0} is no longer read.",
    "request parameter {0} no longer read",
)
_OPTION = _Named(
    words("add_argument option flag stringvar boolvar intvar"),
    ("rgument(", "ption(", "flag."),
    re.compile(
        r"(?:\badd_argument|@?\bclick\.option|\btyper\.Option|\.option)\(\s*[\"'](?:-\w[\"', ]+)?[\"']?(--[\w-]+)"
        r"|\bflag\.(?:String|Bool|Int|Duration)(?:Var)?\((?:&\w+,\s*)?\"([\w-]+)\""
    ),
    FactType("command-option-added", _B),
    "The command line takes a new option, {0}.",
    "a new command-line option {0}",
    FactType("command-option-removed", _B, Level.LOW),
    "The command-line option {0} is gone.",
    "command-line option {0} removed",
)
_ENVIRONMENT = _Named(
    words("environ getenv env lookupenv requireenv"),
    ("env", "Env", "ENV"),
    re.compile(
        r"\bos\.environ(?:\.get\(|\[)\s*[\"'](\w+)|\bgetenv\(\s*[\"'](\w+)|\bprocess\.env\.([A-Z]\w+)"
        r"|\bprocess\.env\[[\"'](\w+)|\bos\.(?:Getenv|LookupEnv)\(\"(\w+)|\bENV(?:\.fetch\(|\[)[\"'](\w+)"
        r"|\benv::var\(\"(\w+)|\bGetEnvironmentVariable\(\"(\w+)"
    ),
    FactType("environment-variable-read", FactKind.CONFIGURATION, Level.LOW),
    "Reads the environment variable {0}, which must be set where it runs unless there is a default.",
    "a new environment variable {0}",
    FactType("environment-variable-no-longer-read", FactKind.CONFIGURATION),
    "The environment variable {0} is no longer read.",
    "environment variable {0} no longer read",
)
_ROUTE = _Named(
    words(
        "route get post put delete patch handlefunc getmapping postmapping putmapping deletemapping requestmapping path"
        " re_path mapget mappost add_url_rule"
    ),
    ("('/", '("/', "(`/", "'/", '"/'),
    re.compile(
        r"@\w+\.(?:route|get|post|put|delete|patch|websocket)\(\s*[\"'](/[^\"']*)[\"']"
        r"|\b(?:app|router|api|server|r|e|g|mux|group|v\d|routes?)\.(?:get|post|put|delete|patch|all|use|GET|POST|PUT"
        r"|DELETE|PATCH|HandleFunc|Handle|MapGet|MapPost)\(\s*[\"'`](/[^\"'`]*)[\"'`]"
        r"|@(?:Get|Post|Put|Delete|Patch|Request)Mapping\((?:value\s*=\s*|path\s*=\s*)?\"(/[^\"]*)\""
        r"|^\s*(?:get|post|put|delete|patch)\s+['\"](/[\w/:.*-]+)['\"]"
    ),
    FactType("route-added", _B, Level.LOW),
    "A new address is served: {0}.",
    "a new address {0}",
    FactType("route-removed", _B, Level.MEDIUM),
    "The address {0} is no longer served under this name.",
    "address {0} no longer served",
)

ALL: tuple[Rule, ...] = (_REQUEST, _OPTION, _ENVIRONMENT, _ROUTE)
