"""Address ranges that let the whole internet in, or no longer do."""

from collections.abc import Iterator

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import pattern, words

_ANY_ADDRESS = words("any_ipv4 anyipv4 any_ipv6 anyipv6 allow_from_any_ipv4 allowfromanyipv4")
_WHOLE_INTERNET = pattern(
    r"[\"'\s:\[](?:0\.0\.0\.0/0|::/0)(?![\d.])|\bPeer\.any_?ipv[46]\(|\ballow_?from_?any_?ipv[46]\("
)
_ROUTE = pattern(r"\b(?:destination|route|egress|outbound|to_port_range)")
_INGRESS = pattern(r"\b(?:ingress|inbound|source_ranges|add_ingress_rule|from_port)")
_OPENED = FactType("network-opened", FactKind.EXPOSURE, Level.HIGH)
_CLOSED = FactType("network-closed", FactKind.EXPOSURE)


def network(file: ChangedFile) -> Iterator[Fact]:
    """An address range that is the whole internet, where traffic comes in. Outgoing traffic and routes are no news."""
    if not file.takes_effect or not _mentions_any_address(file):
        return
    for line in file.changed:
        if not _is_open(file, line) or file.is_moved(line):
            continue
        partner = file.partner(line)
        if partner and _is_open(file, partner):
            continue
        if line.is_removed:
            yield _CLOSED.at(
                file,
                partner or line,
                "A network is no longer open to the whole internet (0.0.0.0/0).",
                short="a network closed to the internet",
            )
        else:
            yield _OPENED.at(
                file,
                line,
                f"A network is opened to the whole internet{_port(file, line)}.",
                short="a network opened to the whole internet",
            )


def _mentions_any_address(file: ChangedFile) -> bool:
    ranges = any("0.0.0.0/0" in hunk.body or "::/0" in hunk.body for hunk in file.diff.hunks)
    return ranges or not _ANY_ADDRESS.isdisjoint(file.words)


def _is_open(file: ChangedFile, line: CodeLine) -> bool:
    if not ("/0" in line.text or "ipv" in line.text.lower()):
        return False
    if not _WHOLE_INTERNET.search(line.text) or not _WHOLE_INTERNET.search(file.uncommented(line)):
        return False
    if _ROUTE.search(line.text):
        return False
    for above, _ in zip(file.above(line), range(12), strict=False):
        if _INGRESS.search(above.text):
            return True
        if _ROUTE.search(above.text):
            return False
    return True


_PORT = pattern(r"\b(?:from_?port|port|ec2\.Port\.tcp)\b[\"']?\s*[:=(]\s*[\"']?(\d{1,5})\b")


def _port(file: ChangedFile, line: CodeLine) -> str:
    near = [
        line,
        *(other for other, _ in zip(file.above(line), range(5), strict=False)),
        *(other for other, _ in zip(file.below(line), range(3), strict=False)),
    ]
    match = next((match for other in near if (match := _PORT.search(other.text))), None)
    return f" (port {match[1]})" if match else ""


ALL: tuple[Rule, ...] = (network,)
