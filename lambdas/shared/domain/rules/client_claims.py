"""What callers say of themselves and are believed: who they are, where they come from, that their token is genuine."""

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_ADDRESS = StateRule(
    words("forwarded real_ip x_forwarded_for proxy"),
    pattern(
        r"[\"'`]x-(?:forwarded-(?:for|host)|real-ip)[\"'`]|\bHTTP_X_FORWARDED_(?:FOR|HOST)\b|[\"']trust proxy[\"']"
    ),
    Saying(
        FactType("caller-header-trusted", FactKind.CODE_SAFETY, Level.MEDIUM),
        "Who or where a caller is, is taken from a header that any caller can write (`X-Forwarded-For` and the like); a"
        " limit, a right or a log that relies on it can be faked: {code}.",
        "a header trusted that callers can fake",
    ),
    Saying(
        FactType("caller-header-no-longer-trusted", FactKind.CODE_SAFETY),
        "A header that any caller can write is no longer relied on there.",
        "a header that callers can fake no longer trusted",
    ),
)
_TOKEN = StateRule(
    words(
        "verify_signature verifysignature verify_exp verify_aud validate_signature requiresignedtokens"
        " validateissuersigningkey validateaudience validateissuer validatelifetime ignoreexpiration"
    ),
    pattern(
        r"\b(?:verify_?(?:signature|exp|aud)|validate_?(?:signature|audience|issuer|lifetime|issuersigningkey)"
        r"|requiresignedtokens)[\"']?\s*[:=]\s*false\b|\bignoreExpiration[\"']?\s*[:=]\s*true\b"
    ),
    Saying(
        FactType("token-check-off", FactKind.CODE_SAFETY, Level.HIGH),
        "Tokens are accepted without a check of what makes them genuine, such as their signature: {code}.",
        "a check of tokens switched off",
    ),
    Saying(
        FactType("token-check-on", FactKind.CODE_SAFETY),
        "Tokens are no longer accepted unchecked there.",
        "a check of tokens back on",
    ),
)

ALL: tuple[Rule, ...] = (_ADDRESS, _TOKEN)
