"""Who can reach it: buckets, databases and load balancers opened to the internet, or closed."""

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_YES, _NO = r"[\"']?\s*[:=]\s*[\"']?true\b", r"[\"']?\s*[:=]\s*[\"']?false\b"


def _opened(rule: str, text: str, short: str, level: Level = Level.HIGH) -> Saying:
    return Saying(FactType(rule, FactKind.EXPOSURE, level), text, short)


def _closed(rule: str, text: str, short: str) -> Saying:
    return Saying(FactType(rule, FactKind.EXPOSURE), text, short)


_BUCKET = StateRule(
    words("public_read_access publicreadaccess read publicread publicreadwrite public_read public_read_write"),
    pattern(
        rf"\bpublic_?read_?access{_YES}|[\"']public-read(?:-write)?[\"']|:\s*public-read(?:-write)?\s*$"
        r"|:\s*PublicRead(?:Write)?\s*$|\bBucketAccessControl\.PUBLIC_READ"
    ),
    _opened(
        "public-bucket-opened",
        "A storage bucket becomes readable by anyone on the internet: {code}.",
        "a bucket opened to the public",
    ),
    _closed(
        "public-bucket-closed", "A storage bucket is no longer readable by everyone.", "a bucket closed to the public"
    ),
    beside=("public",),
)
_PUBLIC_ACCESS_BLOCK = StateRule(
    words(
        "block_public_acls blockpublicacls block_public_policy blockpublicpolicy ignore_public_acls ignorepublicacls"
        " restrict_public_buckets restrictpublicbuckets"
    ),
    pattern(rf"\b(?:block_?public_?(?:acls|policy)|ignore_?public_?acls|restrict_?public_?buckets){_NO}"),
    _opened(
        "public-access-block-removed",
        "A safeguard against public storage buckets is switched off: {code}.",
        "the block on public buckets switched off",
    ),
    _closed(
        "public-access-block-restored",
        "A safeguard against public storage buckets is switched on again.",
        "the block on public buckets restored",
    ),
)
_DATABASE = StateRule(
    words("publicly_accessible publiclyaccessible"),
    pattern(rf"\bpublicly_?accessible{_YES}"),
    _opened(
        "public-database-opened",
        "A database or cluster can be reached from the internet: {code}.",
        "a database opened to the internet",
    ),
    _closed(
        "public-database-closed",
        "A database or cluster can no longer be reached from the internet.",
        "a database closed to the internet",
    ),
)
_LOAD_BALANCER = StateRule(
    words("internet_facing internetfacing facing loadbalancer nodeport"),
    pattern(rf"\binternet_?facing{_YES}|:\s*[\"']?internet-facing\b|^\s*type:\s*[\"']?(?:LoadBalancer|NodePort)\b"),
    _opened(
        "public-endpoint-opened",
        "A service gets an address outside its own network: {code}.",
        "a service opened to the outside",
        Level.MEDIUM,
    ),
    _closed(
        "public-endpoint-closed",
        "A service no longer has an address outside its own network.",
        "a service closed to the outside",
    ),
)
_ORIGINS = StateRule(
    words(
        "allow_origins allowed_origins alloworigins allowedorigins alloworigin origin cors_allow_all_origins"
        " cors_origin_allow_all allowallorigins all_origins"
    ),
    pattern(
        r"\b(?:allow(?:ed)?_?origins?|access-control-allow-origin)[\"']?\s*[:=,]\s*[\[(]?\s*[\"']\*[\"']"
        rf"|\bcors_(?:allow_all_origins|origin_allow_all){_YES}|\bCors\.ALL_ORIGINS|\bAllowAllOrigins{_YES}"
    ),
    _opened(
        "cors-opened",
        "Web pages of any origin may call it from a visitor's browser: {code}.",
        "calls from any web origin allowed",
        Level.MEDIUM,
    ),
    _closed("cors-narrowed", "Web pages of any origin may no longer call it.", "calls from any web origin refused"),
)
_EVERYONE = StateRule(
    words("allusers allauthenticatedusers anyprincipal starprincipal"),
    pattern(r"\ball(?:Authenticated)?Users\b|\b(?:AnyPrincipal|StarPrincipal)\("),
    _opened(
        "access-for-everyone", "Access is granted to everyone, whoever they are: {code}.", "access granted to everyone"
    ),
    _closed("access-for-everyone-removed", "Access is no longer granted to everyone.", "access for everyone withdrawn"),
)

ALL: tuple[Rule, ...] = (
    _BUCKET,
    _PUBLIC_ACCESS_BLOCK,
    _DATABASE,
    _LOAD_BALANCER,
    _ORIGINS,
    _EVERYONE,
)
