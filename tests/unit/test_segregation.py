"""An approver who wrote or pushed a part of the change is recognised, as far as names can tell."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.likeness import is_like
from lambdas.shared.domain.principals import read_principal
from lambdas.shared.domain.segregation import OwnPart, Part, Push, identify, is_same, own_parts

STS = "arn:aws:sts::111122223333:assumed-role"
IAM = "arn:aws:iam::111122223333"
SSO = "AWSReservedSSO_DeploymentApprover_0123456789abcdef"
LONG = "maximiliane.von-und-zu-hohenlohe-waldenburg-schillingsfuerst@europe.example.com"


def parts(arn, commit, *, pushes=(), people=()):
    return own_parts(identify(arn, people), [commit], pushes, people)


def commit(name, address, **more):
    return Commit("c" * 40, f"{name} <{address}>", "Change", author_email=address, **more)


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        (f"{STS}/Approvers/alice@example.com", "alice@example.com"),
        (f"{STS}/{SSO}/alice@example.com", "alice@example.com"),
        ("arn:aws-us-gov:sts::111122223333:assumed-role/Approvers/alice", "alice"),
        ("arn:aws-cn:iam::111122223333:user/alice", "alice"),
        (f"{IAM}:user/division/team/alice", "alice"),
        ("arn:aws:sts::111122223333:federated-user/alice", "alice"),
        (f"{IAM}:root", ""),
        (f"{IAM}:role/Approvers", ""),
        (f"{STS}/Approvers", ""),
        (f"{STS}/Approvers/botocore-session-1790000000", ""),
        (f"{STS}/Approvers/i-0123456789abcdef0", ""),
        (f"{STS}/Approvers/1790000000123", ""),
        (f"{STS}/Approvers/AWSCLI-Session", ""),
        (f"{STS}/Approvers/6f9619ff-8b86-d011-b42d-00cf4fc964ff", ""),
        ("codepipeline.amazonaws.com", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_arn_names_a_person_or_nobody(arn, name):
    assert read_principal(arn).name == name


@pytest.mark.parametrize(
    ("session", "author", "address"),
    [
        ("alice@example.com", "Alice", "alice@example.com"),
        ("Alice@Example.COM", "A.", "aLiCe@example.com"),
        ("alice@example.com", "A.", "alice+git@example.com"),
        ("alice+approver@example.com", "A.", "alice@example.com"),
        ("alice@example.com", "A.", "alice@example.com."),
        ("alice@example.com", "A.", "  alice@example.com "),
        ("alice@example.com", "A.", "\u0430lice@example.com"),  # the first letter is Cyrillic
        ("alice@example.com", "A.", "al\u200bice@example.com"),
        ("alice@example.com", "A.", "\uff41\uff4cice@example.com"),
        ("alice@xn--bcher-kva.example", "A.", "alice@bücher.example"),
        ("alice.smith@example.com", "A.", "alice.smith@home.example.org"),  # her address at home
        ("alice", "A.", "alice@example.com"),
        ("alice.smith", "Alice Smith", "a@example.com"),
        ("alice.smith@example.com", "Smith, Alice", "a@example.com"),
        ("alice_smith", "Alice Smith", ""),
        ("zoe.oezil@example.com", "Zoë Oezil", ""),
        ("alice", "A.", "12345678+alice@users.noreply.github.com"),
        ("alice@example.com", "A.", "12345678-alice@users.noreply.gitlab.com"),
        (LONG[:64], "M.", LONG),
    ],
)
def test_an_approver_who_is_an_author_is_recognised(session, author, address):
    assert parts(f"{STS}/{SSO}/{session}", commit(author, address)) == (OwnPart("c" * 40, Part.AUTHOR),)


@pytest.mark.parametrize(
    ("session", "author", "address"),
    [
        ("alice@example.com", "Bob", "bob@example.com"),
        ("alice@example.com", "", ""),
        ("alice@example.com", "Alice Jones", "alicia@example.com"),  # one given name is not enough
        ("alice.smith@example.com", "Alice Smithers", "asmithers@example.com"),
        ("admin@example.com", "admin", "admin@other.example.org"),
        ("botocore-session-1790000000", "botocore-session-1790000000", ""),
        ("alice@example.com", "A.", "12345678+bob@users.noreply.github.com"),
        ("al", "A.", "alice@example.com"),
        ("example.com", "A.", "alice@example.com"),
        (LONG[:64], "M.", LONG.replace("maxi", "mini")),
        ("alice@example.com", "@", "@"),
        ("+@example.com", "+", "+"),
    ],
)
def test_others_are_not_taken_for_the_approver(session, author, address):
    assert parts(f"{STS}/{SSO}/{session}", commit(author, address)) == ()


def test_an_approver_whom_the_arn_does_not_name_is_compared_with_nobody():
    for arn in (None, f"{IAM}:root", f"{STS}/Approvers/botocore-session-1790000000"):
        assert not identify(arn, ()).is_named
        assert parts(arn, commit("root", "root@example.com")) == ()


def test_the_settings_know_a_person_by_other_names():
    people = (("alice", "a.smith@home.example.org", f"{IAM}:user/approver-7"),)

    by_address = parts(f"{IAM}:user/approver-7", commit("A.", "A.Smith@home.example.org"), people=people)
    by_name = parts(f"{STS}/{SSO}/alice", commit("A.", "a.smith@home.example.org"), people=people)
    by_other_spelling = parts(f"{IAM}:user/approver-7", commit("A.", "alice@example.com"), people=people)

    assert by_address == by_name == by_other_spelling == (OwnPart("c" * 40, Part.AUTHOR),)


def test_where_the_settings_know_both_they_have_the_last_word():
    people = (("john", "john@one.example.com"), ("john-2", "john@two.example.com"))

    assert parts(f"{STS}/{SSO}/john@one.example.com", commit("John", "john@two.example.com"), people=people) == ()
    assert not is_same(
        identify(f"{STS}/{SSO}/john@one.example.com", people), identify(f"{STS}/{SSO}/john@two.example.com", people)
    )


def test_a_committer_and_a_pusher_have_a_part_too():
    theirs = commit(
        "Bob", "bob@example.com", committer="Alice <alice@example.com>", committer_email="alice@example.com"
    )
    pushed = commit("Bob", "bob@example.com")
    alice = f"{STS}/{SSO}/alice@example.com"

    assert parts(alice, theirs) == (OwnPart("c" * 40, Part.COMMITTER),)
    for by in (alice, f"{STS}/Developers/alice@example.com", f"{IAM}:user/alice", "alice", "alice@example.com"):
        assert parts(alice, pushed, pushes=[Push("c" * 40, by)]) == (OwnPart("c" * 40, Part.PUSHER),)
    for by in (f"{STS}/Developers/bob@example.com", f"{IAM}:root", "", "bob"):
        assert parts(alice, pushed, pushes=[Push("c" * 40, by)]) == ()


def test_a_record_from_before_commits_had_their_address_apart_is_compared_by_the_author():
    old = Commit("c" * 40, "Alice <alice@example.com>", "Change")

    assert parts(f"{STS}/{SSO}/alice@example.com", old) == (OwnPart("c" * 40, Part.AUTHOR),)


def test_each_commit_is_named_once():
    mine = commit("Alice", "alice@example.com")
    alice = f"{IAM}:user/alice"

    assert parts(alice, mine, pushes=[Push(mine.id, alice), Push(mine.id, alice)]) == (OwnPart(mine.id, Part.AUTHOR),)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (f"{STS}/A/alice@example.com", f"{STS}/A/alice@example.com", True),
        (f"{STS}/A/alice@example.com", f"{STS}/B/Alice@example.com", True),
        (f"{STS}/A/alice@example.com", f"{IAM}:user/alice", True),
        (f"{STS}/A/alice@example.com", f"{STS}/A/bob@example.com", False),
        (f"{STS}/A/botocore-session-1", f"{STS}/A/botocore-session-2", False),
    ],
)
def test_one_person_is_the_same_under_another_role(one, other, expected):
    assert is_same(identify(one, ()), identify(other, ())) is expected
    assert is_same(identify(other, ()), identify(one, ())) is expected


_SESSION = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789+=,.@-_", min_size=2, max_size=64)
_ACCOUNT = st.from_regex(r"[a-z]{3,12}(\.[a-z]{3,12})?", fullmatch=True)


@given(account=_ACCOUNT, tag=_ACCOUNT, swap=st.booleans())
def test_no_spelling_of_an_address_hides_its_owner(account, tag, swap):
    address = f"{account}@example.com"
    spelt = f"{account}+{tag}@EXAMPLE.com" if swap else address.upper()

    assert parts(f"{STS}/{SSO}/{address}", commit("X", spelt))


@given(one=_ACCOUNT, other=_ACCOUNT)
def test_two_accounts_are_two_people(one, other):
    assume(sorted(one.split(".")) != sorted(other.split(".")))

    assert not is_like(f"{one}@example.com", f"{other}@example.com")


@given(session=_SESSION, people=st.lists(st.lists(_SESSION, min_size=1, max_size=3), max_size=2))
def test_whoever_has_a_name_is_like_themselves(session, people):
    person = identify(f"{STS}/A/{session}", people)
    others = identify(f"{STS}/B/{session}", people)

    assert is_same(person, person)
    assert is_same(person, others) is is_same(others, person)


@given(arn=st.text() | _SESSION.map(lambda name: f"{STS}/A/{name}"), name=st.text(), address=st.text())
@example(arn="arn:aws:iam::111122223333:user/", name="<", address=">")
@example(arn=f"{STS}/A/xn--a", name="", address="a@xn--\udcff")
def test_whatever_stands_in_a_commit_is_compared(arn, name, address):
    found = parts(arn, commit(name, address, committer=name, committer_email=address), pushes=[Push("d" * 40, name)])

    assert {each.commit_id for each in found} <= {"c" * 40, "d" * 40}
