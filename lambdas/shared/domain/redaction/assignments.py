"""Credentials that are known by the name they are given: `password = "…"`, `API_TOKEN=…`, `<secret>…</secret>`."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.redaction.credentials import Strictness, credential_kind, is_credential
from lambdas.shared.domain.redaction.spans import Span

# Looked for one by one in the lower-cased text: a pattern that begins with a literal is forty times as fast as an "or".
ANCHOR_WORDS, ANCHOR_PIVOTS = (
    ("pass", "pwd", "secret", "token", "credential", "identified by", "bearer ", "basic "),
    "wkbcp",
)
ANCHORS = (
    r"curl\b",
    r"://[^\s/@]{0,200}@",
    r"key(?:(?<=[a-z_\-.]key)[\w\-]{0,24}[\"'`\]):]{0,3}\s{0,8}[=:,(> ]|=(?<=[?&]key=))",
    r"\"(?<=auth\")\s{0,4}:",
    "=(?<=sig=)",
    r"dsn\b",
)

_QUOTE = r"(?P<quote>\\{0,2}[\"'`])"
_QUOTED = _QUOTE + r"(?P<value>(?:(?!(?P=quote)).){1,2000}?)(?P=quote)"
_NAME = r"(?<![\w.\-])(?<!::)(?P<name>[\w.\-]{2,80})"
_BARE = r"(?P<value>[^\s\"'`,;(){}\[\]<>|&]{4,2000})"

_QUOTES = ('"', "'", "`")
# How strict, words of which the line has one of each group where it is tried, and the shape.
_SHAPES = tuple(
    (strictness, needs, re.compile(shape))
    for strictness, needs, shape in (
        # What a name is assigned, a key of an object is given, a function with a telling name is called with
        (
            Strictness.QUOTED,
            (_QUOTES, ("=", ":", "(", "<-")),
            _NAME + r"(?:\[\w{0,10}\])?\\{0,2}[\"'`\])]{0,3}\s{0,40}(?:: ?[\w.\[\]| ]{1,40}?)??"
            r"(?::=|=>|={1,3}|!==?|\?\?=|\|\|=|:|\(|<-)\s{0,40}(?:new \w{1,20}\()?[@rbfu$]{0,2}" + _QUOTED,
        ),
        # The default of a setting that is read: a call with two strings
        (Strictness.ARGUMENT, (_QUOTES, (",",)), r"\(\s{0,4}[\"'`](?P<name>[\w.\-]{2,80})[\"'`],\s{0,10}" + _QUOTED),
        # if ("value" == name)
        (Strictness.QUOTED, (_QUOTES, ("==", "!=")), _QUOTED + r"\s{0,4}[!=]={1,2}\s{0,4}(?P<name>[\w.\-]{2,80})"),
        # NAME=value, name: value, export NAME=value; in a shell, an environment file, YAML, properties
        (
            Strictness.BARE,
            (("=", ":"),),
            _NAME + r"[\"']?\s{0,20}(?::=|=|:)\s{0,20}" + _BARE + r"(?=$|\s*$|\s+[#;\\]|\s+-|\s+\w+=|;|&|,\s|[\"'])",
        ),
        # <name>value</name>
        (
            Strictness.BARE,
            (("</",),),
            r"<(?P<name>[\w.:\-]{2,80})(?:\s[^<>]{0,80})?>\s*(?P<value>[^<>\s]{4,2000})\s*</",
        ),
        # {"name": "DB_PASSWORD", "value": "value"}, key="password" value="value"
        (
            Strictness.QUOTED,
            (("value",),),
            r"(?:name|key|parameterkey)\\{0,2}[\"']?\s{0,4}[=:]\s{0,4}\\{0,2}[\"'](?P<name>[\w.\-]{2,80})\\{0,2}[\"']"
            r"\s{0,4},?\s{0,4}\\{0,2}[\"']?(?:parameter)?value\\{0,2}[\"']?\s{0,4}[=:]\s{0,4}" + _QUOTED,
        ),
        # --password value, --token=value
        (Strictness.ARGUMENT, (("-",),), r"(?<![\w\-])--?(?P<name>[a-z][\w\-]{2,40})(?:\s+|=)[\"']?" + _BARE),
        # machine h login u password value
        (Strictness.ARGUMENT, (("login",),), r"\blogin\s+\S{1,80}\s+(?P<name>password)\s+" + _BARE),
        # Authorization: Bearer value
        (
            Strictness.TOKEN,
            (("bearer ", "basic ", "token "),),
            r"\b(?P<name>bearer|basic|token)\s+(?P<value>[\w\-.~+/]{16,2000}={0,2})",
        ),
        # CREATE USER … IDENTIFIED BY 'value', PASSWORD 'value'
        (
            Strictness.QUOTED,
            (_QUOTES, ("password ", "identified by")),
            r"\b(?P<name>password|identified by)\s+" + _QUOTED,
        ),
        # scheme://user:value@host
        (
            Strictness.URL,
            (("://",),),
            r"(?P<name>://)[^\s:/@\"'<>]{0,128}:(?P<value>[^\s/@\"'<>]{2,256})@[\w\[$%{]",
        ),
        # ?access_token=value&…
        (
            Strictness.ARGUMENT,
            (("?", "&", ";"),),
            r"[?&;](?P<name>[\w\-]{0,30}(?:token|key|sig|signature|password|secret|pwd))=(?P<value>[^&\s\"'<>;,)]{8,2000})",
        ),
        # curl -u user:value
        (
            Strictness.URL,
            (("curl",),),
            r"\bcurl\b.{0,200}?\s(?P<name>-u|--user)\s{0,2}[\"']?[^\s:\"']{1,80}:(?P<value>[^\s\"']{3,200})",
        ),
        # "auth": "dXNlcjp2YWx1ZQ==" of a Docker configuration
        (Strictness.TOKEN, (('"auth"',),), r"\"(?P<name>auth)\"\s{0,4}:\s{0,4}\"(?P<value>[a-z0-9+/]{12,}={0,2})\""),
    )
)


def find_assignments(line: str, lowered: str, *, bare: bool) -> Iterator[Span]:
    """
    Credentials with a telling name in one line.

    `lowered` is the line in lower case, character for character. `bare`: a value needs no quotes here (a shell script,
    YAML, properties); elsewhere only a name in capitals may be followed by one, as in `DB_PASSWORD=…`.
    """
    for strictness, needs, shape in _SHAPES:
        if not _has_each(lowered, needs) or (strictness is Strictness.BARE and not (bare or _SETTING.search(line))):
            continue
        for match in shape.finditer(lowered):
            name = line[match.start("name") : match.end("name")]
            value = line[match.start("value") : match.end("value")]
            if strictness is Strictness.BARE and not (bare or _is_setting(name, line, match.end("name"))):
                continue
            if is_credential(name, value, strictness):
                yield Span(match.start("value"), match.end("value"), credential_kind(name, strictness))


def _has_each(text: str, groups: tuple[tuple[str, ...], ...]) -> bool:
    for group in groups:
        for word in group:  # a third of what any() costs
            if word in text:
                break
        else:
            return False
    return True


_SETTING = re.compile(r"=(?:(?<=[^\Wa-z]=)|(?<=[.\-]=)|(?i:(?<=password=)|(?<=pwd=)))")  # wherever `_is_setting` holds


def _is_setting(name: str, line: str, end: int) -> bool:
    """`NAME=` without spaces, as in a shell or an environment file, or the `Password=` of a connection string."""
    return line[end : end + 1] == "=" and (name.isupper() or name.lower() in {"password", "pwd"})
