"""Whole answers that are right throughout, and what was learnt from what was lost of them."""

import pytest

from bench.grounding_false import findings_of
from bench.whole_answers import WholeAnswer, own_answers, own_sets, told
from lambdas.shared.domain.answer import Answer
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.review import Level, Summary
from lambdas.shared.domain.rules import find_facts
from tests.unit.corpus.claims import CASES
from tests.unit.prose import is_kept, is_kept_untrusted
from tests.unit.rules.changes import change_of, diff_of


def answer_of(case):
    """All that is true of the case, as one answer."""
    headline, *rest = case.claims
    return WholeAnswer(
        case.name, case.diff, Answer(Summary(headline, tuple(rest), (), ()), tuple(findings_of(case)), Level.LOW, ())
    )


ANSWERS = {
    "corpus": tuple(answer_of(case) for case in CASES),
    **{name: own_answers(name) for name in own_sets()},
}


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS.keys())
def test_of_whole_answers_nearly_all_is_kept_and_none_is_thrown_away(answers):
    made, kept = [], []
    for one in answers:
        files = parse_diff(one.diff)

        grounded = ground(one.answer, one.change, files, facts=find_facts(one.change, files, ()))

        left = {*told(grounded.summary), *grounded.findings}
        made += [*one.claims, *one.answer.findings]
        kept += [claim for claim in (*one.claims, *one.answer.findings) if claim in left]
        assert not grounded.is_unfounded
    assert len(kept) >= 0.97 * len(made)


CACHE = diff_of(
    "drv/CacheCleaner.c", " int x;\n+#if CORTEX_M == 7\n+USE_DMA2D_FLUSH\n+clean_dcache();\n+clean_dcache();"
)
NAMES = diff_of(
    "names.rs", '-const N: [&str; 2] = ["go", "js"];\n+const N: [&str; 4] = ["go", "js", "graalpy", "pypy"];'
)
MENU = diff_of("menu.mm", "+refresh(menu); // menu\n+tell(menu);\n-refreshTree();\n-refreshTree();")
LOG = diff_of("log.c", "-if (slower < 0) return;\n+if (slower < 0 || max_len == 0) return;\n+enabled = 1;")
ICU = diff_of("pack.psm1", " $headroom = 30\n-$build = Get-Latest\n+$build = 76\n+Install-Wix\n-Install-WiXOld")
CLONE = diff_of("ci.yml", "   - uses: actions/checkout@v6.0.2\n+    fetch-depth: 0")
TOKEN = diff_of("token.php", " post('https://example.org/token',\n-  'secret' => $secret,\n+  $headers,")
POD = diff_of("pod.yml", " kind: Pod\n-replicas: 4\n+hostNetwork: true\n+replicas: 2")
GUARD = diff_of("guard.py", " name = read()\n+if name == 'pypy':\n+    raise Refused\n+# together in one response")

SIZE = diff_of(
    "config.c", '-number("backlog-size", 1024 * 1024), /* 1mb */\n+number("backlog-size", 10 * 1024 * 1024), /* 10mb */'
)
PANEL = diff_of("Panels.php", "-protected function findPanel($id)\n+protected function find($id)")
CHECKS = diff_of("m.c", " void one(int a)\n {\n+    CHECK(a);\n }\n void two(int a)\n {\n+    CHECK(a);\n }")
PREFIX = diff_of(
    "Names.cs",
    '+string[] prefixes = ["us.", "eu.", "apac."];\n+static string Scrub(string id)\n+timeout = 5\n+interval = 15',
)
SPLIT = diff_of("uri.c", "+if (text[0] == '[') {\n+    rest = after(text, ']');")
SIDES = diff_of("sides.c", "-sides = 3\n+sides = 5")
MOVED = diff_of("order.py", "-first()\n second()\n+first()")


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("The default size of the backlog grows from 1 MB to 10 MB.", SIZE),
        ("It takes 9 MB more for the backlog.", SIZE),
        ("The backlog grows from 1 MB to 10 MB and `sides` from 3 to 5.", SIZE + SIDES),
        ("`findPanel` is now called `find`.", PANEL),
        ("Two functions in `m.c` begin with `CHECK`.", CHECKS),
        ("A call of `CHECK` costs one or two steps more.", CHECKS),
        ("`Scrub` removes the prefixes `us.`, `eu.` and `apac.` from an id.", PREFIX),
        ("Three prefixes are written into the code.", PREFIX),
        ("There is an interval of 15 with a timeout of 5.", PREFIX),
        ("If the closing bracket is missing, the rest is taken.", SPLIT),
        ("The steps stay as they are but for their order.", MOVED),
        ("It is called `clean_dcache` on Cortex-M7 and before a DMA2D transfer.", CACHE),
        ("`CacheCleaner` calls `clean_dcache`.", CACHE),
        ("GraalPy and PyPy are added.", NAMES),
        ("Two names are added to the list.", NAMES),
        ("The list grows from two names to four.", NAMES),
        ("The two calls of `refreshTree` on opening and closing the menu are removed.", MENU),
        ("The menu no longer adds or removes `refreshTree`.", MENU),
        ("With the headroom of 30, `build` may be 106.", ICU),
        ("Setting it leaves the headroom as before: still set to 30.", ICU),
        ("WiX is installed by `Install-Wix`.", ICU),
        ("The step `actions/checkout@v6.0.2` gets `fetch-depth: 0`.", CLONE),
        ("The request to `https://example.org/token` carries `headers`.", TOKEN),
        ("The request to https://example.org/token carries `headers`.", TOKEN),
        ("It returns when `max_len` is 0.", LOG),
        ("The exception for a `max_len` above 0 stays.", LOG),
        ("Pods now have 2 replicas.", POD),
        ("Pods no longer have 4 replicas.", POD),
        ("Until now pods had 4 replicas.", POD),
        ("PyPy can no longer be used as a name.", GUARD),
        ("Both are no longer told together in one response.", GUARD),
        ("Why was this withdrawn?", POD),
    ],
)
def test_what_was_lost_of_the_truth(text, diff):
    assert is_kept(text, diff)


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("The default size of the backlog falls from 10 MB to 1 MB.", SIZE),
        ("It takes 8 MB more for the backlog.", SIZE),
        ("`find` is now called `findPanel`.", PANEL),
        ("`findPanel` is now called in two files.", PANEL),
        ("`apac.` is removed.", PREFIX),
        ("There is a timeout of 15.", PREFIX),
        ("It is called `clean_dcache` on Cortex-M8.", CACHE),
        ("It is called `clean_dcache` before a DMA3D transfer.", CACHE),
        ("`CacheCleaners` calls `clean_dcache`.", CACHE),
        ("JythonPy is added.", NAMES),
        ("The list shrinks from two names to four.", NAMES),
        ("The two calls of `refreshTree` on opening and closing the menu are added.", MENU),
        ("With the headroom of 30, `build` may be 107.", ICU),
        ("The step `actions/checkout@v7.0.2` gets `fetch-depth: 0`.", CLONE),
        ("The request to `https://example.com/token` carries `headers`.", TOKEN),
        ("The request to https://example.com/token carries `headers`.", TOKEN),
        ("It asks alice@example.org for `headers`.", TOKEN),
        ("It returns when `max_len` is 1.", LOG),
        ("Pods no longer use `hostNetwork`.", POD),
        ("Pods no longer have 2 replicas.", POD),
        ("Pods now have 4 replicas.", POD),
        ("Three lines are removed.", POD),
        ("The backlog grows from 1 MB to 10 MB and `sides` from 5 to 3.", SIZE + SIDES),
    ],
)
def test_what_is_like_it_and_false_goes(text, diff):
    assert not is_kept(text, diff)


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("The default size of the backlog shrinks.", SIZE),
        ("Three functions in `m.c` begin with `CHECK`.", CHECKS),
        ("Four prefixes are written into the code.", PREFIX),
        ("Five names are added to the list.", NAMES),
        ("Pods no longer have the network of their host.", POD),
    ],
)
def test_what_words_and_counts_alone_speak_against_goes_where_the_answer_has_earned_no_trust(text, diff):
    assert not is_kept_untrusted(text, diff)


def test_what_is_named_rightly_and_told_in_other_words_costs_no_trust():
    """It is dropped where the answer has earned no trust, and is no proof that the answer is wrong."""
    tally = Tally()
    files, change = parse_diff(POD), change_of(POD)
    prose = Prose(Material(change, files, ()), tally)

    kept = prose.keep("Behind `hostNetwork` the brave sailors find gold.")
    for _ in range(5):
        prose.keep("`hostNetwork` is added.")

    assert kept == ""
    assert tally.is_trusted
    assert tally.grounding().dropped == 1
