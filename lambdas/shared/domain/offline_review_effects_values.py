"""What follows from single values that change: times, limits, strengths, addresses, amounts; and who is believed."""

from collections.abc import Callable

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.offline_review_effect import Effect, is_cut


def _grows(fact: Fact) -> bool:
    return " is longer: " in fact.text or " is raised: " in fact.text


def _is_about(*words: str) -> Callable[[Fact], bool]:
    return lambda fact: any(word in fact.subject.lower().replace("_", "").replace("-", "") for word in words)


EFFECTS = (
    Effect(
        "redelivery-changed",
        consequences=(
            "Operations: a message whose handling takes longer than {after} is given out again and handled twice.",
        ),
        question="Is everything done with a message within {after}, the time-out of what handles it included?",
        when=is_cut,
    ),
    Effect(
        "protection-off",
        consequences=("Security: scripts in a page can read the cookie, and with it take over a session.",),
        when=_is_about("httponly"),
    ),
    Effect("protection-off", question="Why is the protection given up ({subjects}), and what takes its place?"),
    Effect(
        "protection-weakened",
        consequences=("Security: browsers send the cookie along with requests that other sites begin.",),
        when=_is_about("samesite"),
    ),
    Effect("protection-weakened", question="Why is less protection enough from now on ({subjects})?"),
    Effect(
        "opened-to-all",
        consequences=("Security: callers who were kept out until now are let in ({subjects}).",),
        question="Is everybody meant ({subjects}), and what else keeps strangers out?",
    ),
    Effect(
        "lifetime-changed",
        consequences=(
            "Function: what is kept for {after} instead of {before} may be out of date, or stay valid, for longer.",
        ),
        question="May it be {after} old, and how is it ended earlier where it must be?",
        when=_grows,
    ),
    Effect(
        "threshold-changed",
        consequences=("Function: from {after} on, not {before}, it is decided otherwise ({subjects}).",),
        question="Who has decided on {after}, and what was it tried on?",
    ),
    Effect(
        "time-changed",
        consequences=("Operations: it happens, or is waited for, in other intervals ({subjects}: {after}).",),
        question="What relies on {subjects}, and was it tried with {after}?",
    ),
    Effect(
        "limit-changed",
        consequences=("Operations: another load reaches what stands behind it ({subjects}: {after}, not {before}).",),
        question="Does everything behind it carry {after} instead of {before} ({subjects})?",
    ),
    Effect(
        "amount-changed",
        consequences=("Function: amounts of money come out differently ({subjects}: {after} instead of {before}).",),
        question="Who has decided on {after}, and from when on does it hold?",
    ),
    Effect(
        "rounding-changed",
        consequences=("Function: amounts are rounded otherwise; sums may differ from what they were.",),
        question="Do totals, invoices and reports still agree?",
    ),
    Effect(
        "backlog-skipped",
        consequences=("Operations: what waits and was not read yet is skipped and never handled.",),
        question="What waits there now, and who handles it?",
    ),
    Effect(
        "consumer-group-changed",
        consequences=("Operations: a new group has no position: it begins at the start or at the end of what waits.",),
        question="Where does the new group begin to read?",
    ),
    Effect(
        "address-changed",
        consequences=("Operations: data goes to or comes from {after} instead of {before}.",),
        question="Is {after} there, and whose is it?",
    ),
    Effect(
        "caller-header-trusted",
        consequences=("Security: who writes that header decides whom it counts for, unless a proxy overwrites it.",),
        question="Does a proxy of ours overwrite that header on every way in?",
    ),
    Effect(
        "token-check-off",
        consequences=("Security: anybody can make up a token and call as anybody.",),
        question="Why are tokens accepted unchecked ({path})?",
    ),
    Effect(
        "constraint-checks-all-rows",
        consequences=("Operations: the table may be locked until all its rows are checked.",),
        question="How many rows are checked, and how long may the table be locked?",
    ),
)
