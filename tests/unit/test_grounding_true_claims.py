"""What is true of a change is kept: what was learnt from true claims about public commits that were lost."""

import pytest

from tests.unit.prose import is_kept, is_kept_untrusted
from tests.unit.rules.changes import diff_of

MODEL = diff_of(
    "client.ts", '-protocol: "responses",\n-showToast("Wait")\n+// Inherit the default. See #10781.\n+limit(soft)'
)
ROCM = diff_of(
    "presets.json",
    ' "base": ["gpu_v7_2_common"],\n-"TARGETS": "a;b;c"\n+"TARGETS": "a;b"\n-"TARGETS": "b;c"\n+"TARGETS": "b"',
)
SCOPE = diff_of("vault.py", "-# the key already exist\n-key = None\n+# the key already exists\n+key = str(key)")
QUEUE = diff_of("Queue.java", "-table.delete(row).execute();\n+// the indexer removes the message")
NETWORK = diff_of("main.tf", "-private = cidrsubnet(vpc, 8, k)\n+private = cidrsubnet(vpc, 4, k)")
LINKS = diff_of(
    "mmap.rs", "+// https://example.org/issues/36\n+// https://example.org/pull/3246\n+use std::io;\n+use std::fs;"
)
FORM = diff_of(
    "form.ts", "-field: { required: true },\n-field: { required: true },\n+field: { required: true, kind: BaiduYiYan },"
)
LOGO = diff_of("readme.md", "-a.example.com\n+b.example.com")
URL = diff_of("stack.py", "-url(auth=AuthType.NONE)\n+url(auth=AuthType.AWS_IAM)")


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("The client now inherits its protocol.", MODEL),
        ("A comment refers to #10781.", MODEL),
        ("The call of `showToast` is removed.", MODEL),
        ("Only one file is changed.", MODEL),
        ("The build for version 7.2 has fewer targets.", ROCM),
        ("Two lists of `TARGETS` become shorter.", ROCM),
        ("A spelling mistake in a comment is corrected.", SCOPE),
        ("The transaction that removed the row is gone.", QUEUE),
        ("A comment says that the indexer removes the message.", QUEUE),
        ("The private ranges become larger, because 4 bits are used instead of 8.", NETWORK),
        ("Links to two discussions are added to a comment.", LINKS),
        ("The order of two imports is new.", LINKS),
        ("The new field is required.", FORM),
        ("YiYan gets a field.", FORM),
        ("The URL no longer asks for `NONE`.", URL),
        ("The URL no longer asks for `NONE` instead of `AWS_IAM`.", URL),
        ("Scripts that pass `NONE` will fail.", URL),
        ("`client.ts` gains two lines.", MODEL),
        ("Does anybody rely on the old behaviour?", URL),
    ],
)
def test_what_was_lost_of_the_truth(text, diff):
    assert is_kept(text, diff)


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("A comment refers to #10782.", MODEL),
        ("The call of `showToast` is added.", MODEL),
        ("The call of `limit` is removed.", MODEL),
        ("The build for version 7.3 has fewer targets.", ROCM),
        ("The table is deleted by a class that inherits.", URL),
        ("Only one file is changed.", URL + MODEL),
        ("The private ranges become larger, because 5 bits are used instead of 8.", NETWORK),
        ("`mmap.rs` loses four lines.", LINKS),
        ("YanYi gets a field.", FORM),
        ("The URL no longer asks for `AWS_IAM`.", URL),
        (
            "The image no longer comes from b.example.com instead of a.example.com.",
            diff_of("a.md", "-a.example.com\n+b.example.com"),
        ),
    ],
)
def test_what_is_like_it_and_false_goes(text, diff):
    assert not is_kept(text, diff)


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("Three lists of `TARGETS` become shorter.", ROCM),
        ("A spelling mistake is corrected.", URL),
        ("Links to three discussions are added.", LINKS),
    ],
)
def test_what_words_and_counts_alone_speak_against_goes_where_the_answer_has_earned_no_trust(text, diff):
    assert not is_kept_untrusted(text, diff)
