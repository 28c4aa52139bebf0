"""No credential leaves extraction, and nothing else is lost."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.diff_names import quote, unquote
from lambdas.shared.domain.redaction import redact_diff, redact_name, redact_text
from tests.unit.corpus.secrets import Sample, negatives, positives, private_key

SECRETS = list(positives(each=2))
INNOCENT = list(negatives(each=2))
TOKEN = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def diff_of(path: str, *lines: str, old_start: int = 1, new_start: int = 1, section: str = "") -> str:
    old = sum(line[0] in " -" for line in lines)
    new = sum(line[0] in " +" for line in lines)
    body = "".join(f"{line}\n" for line in lines)
    header = f"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n"
    return f"{header}@@ -{old_start},{old} +{new_start},{new} @@{section}\n{body}"


@pytest.mark.parametrize("sign", ["+", "-", " "])
def test_no_credential_of_the_corpus_survives(sign):
    """Whether it is added, removed or merely stands near."""
    survivors = [
        sample.line for sample in SECRETS if sample.secret in redact_diff(diff_of(sample.path, sign + sample.line))[0]
    ]

    assert survivors == []


def test_what_only_looks_like_a_credential_is_left_alone():
    changed = [
        sample.line
        for sample in INNOCENT
        for diff in [diff_of(sample.path, f"+{sample.line}")]
        if redact_diff(diff) != (diff, ())
    ]

    assert changed == []


@pytest.mark.parametrize("line", ['"minipass": "^7.1.2",', '"minipass": "7.1.2",', "passport: ~0.6.0", "pypass>=1.2.3"])
def test_the_version_of_a_package_is_no_password(line):
    assert redact_text(line) == (line, 0)


def test_a_date_may_be_a_password():
    assert redact_text('password = "12.05.1987"')[1] == 1


def test_the_place_names_file_line_and_side():
    diff = diff_of("app.py", " one", f"-old = '{TOKEN}'", "+two", f"+new = '{TOKEN}'", old_start=10, new_start=20)

    redacted, redactions = redact_diff(diff)

    assert redactions == (
        Redaction("app.py", 11, "GitHub token", is_removed=True),
        Redaction("app.py", 22, "GitHub token"),
    )
    assert "+new = '[redacted: GitHub token]'\n" in redacted


def test_text_behind_the_hunk_header_is_redacted_without_an_entry():
    diff = diff_of("app.py", "+two", section=f" TOKEN = '{TOKEN}'")

    redacted, redactions = redact_diff(diff)

    assert TOKEN not in redacted
    assert redactions == ()


@pytest.mark.parametrize("shown", [slice(None), slice(0, 5), slice(5, None)], ids=["whole", "begun", "ended"])
def test_a_private_key_goes_even_where_only_a_part_is_shown(shown):
    key = private_key(1)[shown]

    redacted, redactions = redact_diff(diff_of("deploy.py", *(f"+{line}" for line in key)))

    assert not [line for line in key if "-----" not in line and line in redacted]
    assert [(redaction.kind, redaction.path) for redaction in redactions] == [("private key", "deploy.py")]


def test_the_middle_of_a_key_goes_where_the_file_is_named_like_a_key():
    key = private_key(2)[3:8]

    redacted, _ = redact_diff(diff_of("certs/server.key", *(f" {line}" for line in key)))

    assert not [line for line in key if line in redacted]


def test_a_key_that_is_exchanged_is_redacted_on_both_sides():
    old, new = private_key(3, lines=3), private_key(4, lines=3)
    lines = [f" {old[0]}", *(f"-{line}" for line in old[1:-1]), *(f"+{line}" for line in new[1:-1]), f" {old[-1]}"]

    redacted, redactions = redact_diff(diff_of("id.txt", *lines))

    assert not [line for line in (*old[1:-1], *new[1:-1]) if line in redacted]
    assert [redaction.is_removed for redaction in redactions] == [True, False]


def test_a_key_in_one_line_of_json_is_redacted():
    key = "\\n".join(private_key(5))

    redacted, redactions = redact_diff(diff_of("account.json", f'+  "private_key": "{key}\\n",'))

    assert private_key(5)[1] not in redacted
    assert private_key(5)[-2] not in redacted
    assert [redaction.kind for redaction in redactions] == ["private key"]


def test_a_certificate_is_public():
    body = private_key(6)[1:-1]
    lines = ["+-----BEGIN CERTIFICATE-----", *(f"+{line}" for line in body), "+-----END CERTIFICATE-----"]
    diff = diff_of("server.pem", *lines)

    assert redact_diff(diff) == (diff, ())


def test_code_about_private_keys_is_no_private_key():
    begin = "-----BEGIN RSA " + "PRIVATE KEY-----"
    diff = diff_of("scan.py", f'+if "{begin}" in text:', "+    return True", "+return False")

    assert redact_diff(diff) == (diff, ())


def test_a_secret_in_a_line_of_megabytes_is_found():
    filler = "function(a){return a+1};" * 100_000
    diff = diff_of("dist/app.js", f'+{filler}var k="{TOKEN}";{filler}')

    redacted, redactions = redact_diff(diff)

    assert TOKEN not in redacted
    assert redactions == (Redaction("dist/app.js", 1, "GitHub token"),)


def test_a_commit_subject_loses_its_token():
    assert redact_text(f"Use {TOKEN} in CI") == ("Use [redacted: GitHub token] in CI", 1)


def test_characters_that_grow_in_lower_case_do_not_shift_the_place():
    redacted, _ = redact_text('İİİ ẞ password = "Tr0ub4dor&3" ✓')

    assert redacted == 'İİİ ẞ password = "[redacted: password]" ✓'


def test_detect_secrets_is_imported_only_where_something_looks_like_a_token():
    program = (
        "import sys; from lambdas.shared.domain.redaction import redact_text; redact_text('a = 1');"
        "print([name for name in sys.modules if name.startswith('detect_secrets')])"
    )

    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert output == "[]\n"


lines = st.one_of(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=40),
    st.sampled_from([*SECRETS, *INNOCENT]).map(lambda sample: sample.line),
    st.sampled_from(private_key(8, lines=3)),
)
hunks = st.lists(st.builds(str.__add__, st.sampled_from("+- "), lines), min_size=1, max_size=12)


@given(hunks, st.sampled_from(["app.py", "prod.env", "server.key", "yarn.lock"]))
def test_the_redacted_diff_has_the_same_files_lines_and_numbers(hunk, path):
    diff = diff_of(path, *hunk, old_start=5, new_start=7)

    redacted, redactions = redact_diff(diff)

    def shape(text):
        return [
            [(line.kind, line.old_line, line.new_line) for line in h.lines] for f in parse_diff(text) for h in f.hunks
        ]

    changed = [(a, b) for a, b in zip(diff.split("\n"), redacted.split("\n"), strict=True) if a != b]
    assert shape(redacted) == shape(diff)
    assert all("[redacted: " in after for _, after in changed)
    assert bool(changed) == bool(redactions)


@given(hunks)
def test_every_entry_points_at_a_line_that_was_redacted(hunk):
    redacted, redactions = redact_diff(diff_of("app.yml", *hunk, old_start=3, new_start=9))

    (file,) = parse_diff(redacted)
    marked = {
        ((line.old_line, True) if line.kind == "-" else (line.new_line, False))
        for line in file.hunks[0].lines
        if "[redacted: " in line.text
    }
    assert {(redaction.line, redaction.is_removed) for redaction in redactions} <= marked


@given(hunks)
def test_redacting_again_changes_nothing(hunk):
    once, _ = redact_diff(diff_of("app.env", *hunk))

    assert redact_diff(once)[0] == once


@given(st.sampled_from(SECRETS), st.text(max_size=20), st.text(max_size=20))
def test_text_around_a_secret_is_kept(sample: Sample, before, after):
    redacted, count = redact_text(f"{before}\n{sample.line}\n{after}")

    assert sample.secret not in redacted
    assert count >= 1
    assert redacted.count("\n") == f"{before}\n\n{after}".count("\n")


@pytest.mark.parametrize("name", [f"keys/{TOKEN}.txt", f'odd "{TOKEN}"\n.txt', f"é/{TOKEN}", TOKEN])
def test_a_file_name_loses_its_token_in_the_diff_as_in_the_list(name):
    quoted = quote(f"b/{name}")
    header = f"diff --git {quote(f'a/{name}')} {quoted}\nnew file mode 100644\n--- /dev/null\n+++ {quoted}\n"
    diff = f"{header}@@ -0,0 +1 @@\n+x\n"

    redacted, redactions = redact_diff(diff)

    shown, kinds = redact_name(name)
    assert TOKEN not in redacted
    assert [file.path for file in parse_diff(redacted)] == [shown]
    assert (kinds, redactions) == (("GitHub token",), (Redaction(shown, None, "GitHub token"),))


def test_names_that_hold_different_tokens_stay_apart():
    names = {redact_name(f"{TOKEN[:-1]}{last}")[0] for last in "ABCDE"}

    assert len(names) == 5


def test_a_binary_file_that_is_gone_loses_the_token_of_its_name():
    header = f"diff --git a/{TOKEN} b/{TOKEN}\ndeleted file mode 100644\nindex 1..0\n"

    redacted, _ = redact_diff(f"{header}Binary files a/{TOKEN} and /dev/null differ\n")

    assert redacted.endswith("] and /dev/null differ\n")
    assert TOKEN not in redacted


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_a_name_is_read_as_it_was_quoted(name):
    assert unquote(quote(name)) == name
