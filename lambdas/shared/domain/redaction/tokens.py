"""Credentials that are known by their shape: the prefixes that providers give them for exactly this purpose."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from lambdas.shared.domain.literals import Pivot, by_pivots
from lambdas.shared.domain.redaction.placeholders import is_example
from lambdas.shared.domain.redaction.spans import Span

# What a token begins with, or is recognised by.
_ANCHORS = """
    AKIA ASIA ABIA ACCA A3T ABSK IQoJ FwoG FQoG AQoD ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glft- glsoat-
    glrt- glcbt- glptt- glagent- gloas- glimt- GR1348941 xox xapp- hooks.slack.com/ sk_live_ sk_test_ rk_live_
    rk_test_ whsec_ npm_ _auth pypi-A AIza ya29. GOCSPX- AccountKey= SharedAccessKey= 8Q~ T3BlbkFJ sk-ant- sk-proj-
    sk-svcacct- sk-admin- sk-or-v1- eyJ SG. key- -us SK sq0 shpat_ shpca_ shppa_ shpss_ dop_v1_ doo_v1_ dor_v1_ hf_
    dapi hvs. hvb. .atlasv1. dckr_pat_ lin_api_ ATATT3 ATBB dp.pt. dp.st. glsa_ glc_ NRAK- PMAK- AGE-SECRET-KEY-1
    sbp_ HRKU- AKC webhooks/ :AA figd_ ntn_ pscale_ rubygems_ xkeysib- tfp_ pul- sntrys_
"""

_PIVOTS = "AJGQK0x9v/-_p"  # each of them has one of these, which are rare in code or common in tokens

_START = r"(?<![A-Za-z0-9_])"
_END = r"(?![A-Za-z0-9_])"

# kind: what follows is matched wherever an anchor stands near; a group, where there is one, is the secret.
_SHAPES = (
    ("AWS access key", r"(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("AWS session token", r"(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9/+=_\-]{80,}"),
    ("Amazon Bedrock API key", r"ABSK[A-Za-z0-9+/]{60,}={0,2}"),
    ("GitHub token", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    ("GitHub fine-grained token", r"github_pat_[A-Za-z0-9_]{50,255}"),
    ("GitLab token", r"gl(?:pat|dt|ft|soat|rt|cbt|ptt|agent|oas|imt)-[A-Za-z0-9_\-.]{20,}"),
    ("GitLab token", r"GR1348941[A-Za-z0-9_\-]{20,}"),
    ("Slack token", r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9\-]{10,}"),
    ("Slack token", r"xapp-\d-[A-Za-z0-9\-]{20,}"),
    ("Slack webhook", r"hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{20,})"),
    ("Stripe key", r"[sr]k_(?:live|test)_[A-Za-z0-9]{10,}"),
    ("webhook secret", r"whsec_[A-Za-z0-9+/=]{20,}"),
    ("npm token", _START + r"npm_[A-Za-z0-9]{36}" + _END),
    ("npm token", _START + r"_auth(?:Token)?\s*=\s*[\"']?([A-Za-z0-9+/=_\-]{16,})"),
    ("PyPI token", r"pypi-A[A-Za-z0-9_\-]{50,}"),
    ("Google API key", r"AIza[A-Za-z0-9_\-]{35}"),
    ("Google OAuth token", r"ya29\.[A-Za-z0-9_\-]{20,}"),
    ("Google OAuth secret", r"GOCSPX-[A-Za-z0-9_\-]{28}"),
    ("Azure storage key", r"(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{40,}={0,2})"),
    ("Azure client secret", r"(?<![\w~.\-])([\w.\-~]{3}8Q~[\w.\-~]{31,37})(?![\w~.\-])"),
    ("OpenAI key", r"sk-[A-Za-z0-9_\-]*T3BlbkFJ[A-Za-z0-9_\-]{20,}"),
    ("OpenAI key", r"sk-(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_\-]{32,}"),
    ("Anthropic key", r"sk-ant-[A-Za-z0-9_\-]{24,}"),
    ("JSON Web Token", r"eyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{6,}(?:\.[A-Za-z0-9_\-]*)?"),
    ("SendGrid key", r"SG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{32,64}"),
    ("Mailgun key", _START + r"key-[0-9a-f]{32}" + _END),
    ("Mailchimp key", _START + r"[0-9a-f]{32}-us\d{1,2}" + _END),
    ("Twilio key", _START + r"SK[0-9a-f]{32}" + _END),
    ("Telegram bot token", r"(?<!\d)(\d{8,10}:AA[A-Za-z0-9_\-]{33})"),
    ("Discord webhook", r"/api/webhooks/\d{16,20}/([A-Za-z0-9_\-]{40,})"),
    ("Square token", r"sq0[a-z]{3}-[A-Za-z0-9_\-]{22,}"),
    ("Shopify token", r"shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}"),
    ("DigitalOcean token", r"do[opr]_v1_[a-f0-9]{64}"),
    ("Hugging Face token", _START + r"hf_[A-Za-z0-9]{30,}" + _END),
    ("Databricks token", _START + r"dapi[a-f0-9]{32}(?:-\d)?" + _END),
    ("Vault token", _START + r"hv[sb]\.[A-Za-z0-9_\-]{24,}"),
    ("Terraform Cloud token", r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_\-=]{60,}"),
    ("Docker Hub token", r"dckr_pat_[A-Za-z0-9_\-]{27,}"),
    ("Linear key", r"lin_api_[A-Za-z0-9]{40}"),
    ("Atlassian token", r"ATATT3[A-Za-z0-9_\-=]{60,}"),
    ("Bitbucket app password", _START + r"ATBB[A-Za-z0-9]{28,36}" + _END),
    ("Doppler token", r"dp\.(?:pt|st)\.[A-Za-z0-9_.\-]{36,}"),
    ("Grafana token", _START + r"gl(?:sa|c)_[A-Za-z0-9+/=_]{32,}"),
    ("New Relic key", r"NRAK-[A-Z0-9]{27}"),
    ("Postman key", r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    ("age secret key", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("Supabase token", _START + r"sbp_[a-f0-9]{40}"),
    ("Heroku key", r"HRKU-[A-Za-z0-9_\-]{36,}"),
    ("Figma token", _START + r"figd_[A-Za-z0-9_\-]{36,}"),
    ("Notion token", _START + r"ntn_[A-Za-z0-9]{40,}"),
    ("PlanetScale token", r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_\-.=]{32,}"),
    ("RubyGems key", r"rubygems_[a-f0-9]{48}"),
    ("Brevo key", r"xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}"),
    ("Typeform token", _START + r"tfp_[A-Za-z0-9_\-.=]{40,}"),
    ("Pulumi token", _START + r"pul-[a-f0-9]{40}"),
    ("Sentry token", r"sntrys_[A-Za-z0-9+/=_]{60,}"),
)

# The detectors of detect-secrets that know a provider's shape; its keyword and entropy detectors are left to
# `assignments`, which has to tell a credential from a test value, a reference or a checksum; its Telegram token is also
# the end of an account number in an ARN, ours begins with AA.
_DETECTORS = {
    "artifactory": "ArtifactoryDetector",
    "discord": "DiscordBotTokenDetector",
    "github_token": "GitHubTokenDetector",
    "gitlab_token": "GitLabTokenDetector",
    "openai": "OpenAIDetector",
    "pypi_token": "PypiTokenDetector",
    "sendgrid": "SendGridDetector",
    "slack": "SlackDetector",
    "square_oauth": "SquareOAuthDetector",
    "stripe": "StripeDetector",
}


def find_tokens(line: str) -> Iterator[Span]:
    """Tokens in one line."""
    for kind, shape in _shapes():
        for match in shape.finditer(line):
            group = 1 if shape.groups else 0
            if not is_example(match.group(group)):
                yield Span(match.start(group), match.end(group), kind)
    yield from _detect_secrets(line)


def _detect_secrets(line: str) -> Iterator[Span]:
    for kind, pattern in _detectors():
        for match in pattern.finditer(line):
            found = match.group().strip(" \"'=:")
            if not is_example(found) and _is_mixed(found):
                place = line.index(found, match.start())
                yield Span(place, place + len(found), kind)


def _is_mixed(found: str) -> bool:
    """Letters and digits: detect-secrets takes a word such as APACHELICENSE for a password of Artifactory."""
    return any(char.isdigit() for char in found) and any(char.isalpha() for char in found)


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(shape)) for kind, shape in _SHAPES)


@cache
def _detectors() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Imported on first use: detect-secrets costs 110 ms, and most changes have nothing to show it."""
    import importlib  # noqa: PLC0415

    modules = ((name, importlib.import_module(f"detect_secrets.plugins.{name}")) for name in _DETECTORS)
    classes: Iterable[Any] = (getattr(module, _DETECTORS[name]) for name, module in modules)
    return tuple((_in_words(detector.secret_type), pattern) for detector in classes for pattern in detector.denylist)


def _in_words(secret_type: str) -> str:
    """The kind as the others are written: GitHub token, not GitHub Token."""
    name, _, rest = secret_type.partition(" ")
    return f"{name} {rest.lower()}".strip()


@cache
def anchors() -> tuple[Pivot, ...]:
    return by_pivots(_ANCHORS.split(), _PIVOTS)


def may_hold_token(text: str) -> bool:
    """Whether a closer look is worth it: most texts hold none of what tokens begin with."""
    return any(anchor.pattern.search(text) for anchor in anchors())
