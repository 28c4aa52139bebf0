"""What follows from facts about who is let in, what may be done, and how safe the code is."""

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.offline_review_effect import Effect


def needs_iam(fact: Fact) -> bool:
    return fact.after is not None and "IAM" in fact.after


def needs_other(fact: Fact) -> bool:
    return not needs_iam(fact)


EFFECTS = (
    Effect(
        "credential-in-change",
        consequences=("Security: whoever can read the code can use the credential until it is revoked.",),
        question="Is the credential real, and has it been revoked and replaced?",
    ),
    Effect("credential-removed", question="Has the removed credential been revoked? It stays readable in the history."),
    Effect(
        "text-addressed-to-reviewer",
        consequences=("Security: somebody may have tried to make a review say less than there is.",),
        question="Why does the change contain text that tries to instruct its reviewer?",
    ),
    Effect(
        "public-url-opened",
        consequences=(
            "Security: anyone who knows the address can call it, without credentials.",
            "Cost: calls by strangers are paid for like any other.",
        ),
        question="Is it meant to be reachable by everyone, and what limits abuse?",
    ),
    Effect(
        "public-url-closed",
        consequences=(
            "Security: callers without IAM credentials are refused; whoever called it openly before gets an error.",
        ),
        question="Do all present callers sign their requests with IAM credentials, and were they told?",
        when=needs_iam,
    ),
    Effect(
        "public-url-closed",
        consequences=("Security: it is no longer open to everyone; callers who are not let in get an error.",),
        question="Are all present callers prepared for the new authorisation?",
        when=needs_other,
    ),
    Effect(
        "network-opened",
        consequences=("Security: anyone on the internet can reach what stands behind it.",),
        question="Why must the whole internet reach it, and what else protects it?",
    ),
    Effect(
        "public-bucket-opened",
        consequences=("Security: anyone on the internet can read what is stored there.",),
        question="Is everything in that bucket meant for the public?",
    ),
    Effect(
        "public-access-block-removed",
        consequences=("Security: a single mistaken setting can now make stored data public.",),
        question="What is meant to become public, and why is the safeguard in the way?",
    ),
    Effect(
        "access-for-everyone",
        consequences=("Security: people nobody knows can use it.",),
        question="Is it meant for everyone, and what can they reach by it ({path})?",
    ),
    Effect(
        "public-endpoint-opened",
        consequences=("Security: what could be reached from inside alone can be reached from outside.",),
        question="Who is meant to reach it from outside, and what refuses the others ({path})?",
    ),
    Effect(
        "cors-opened",
        consequences=("Security: any web page can make a visitor's browser call it and read the answer.",),
        question="Which web pages need to call it, and can they be named ({path})?",
    ),
    Effect(
        "public-database-opened",
        consequences=("Security: the database can be attacked from the internet.",),
        question="Why must the database be reachable from the internet?",
    ),
    Effect(
        "authentication-removed",
        consequences=("Security: a part of the application may now be open to callers it was closed to.",),
        question="Which check takes the place of the one removed ({path})?",
    ),
    Effect(
        "authentication-bypassed",
        consequences=("Security: a part of the application may now be open to callers it was closed to.",),
        question="Why is the check switched off there ({path})?",
    ),
    Effect(
        "rights-check-removed",
        consequences=("Security: callers may do what they had no right to do before.",),
        question="Which check takes the place of the one removed ({path})?",
    ),
    Effect(
        "signature-check-removed",
        consequences=("Security: whoever knows the address can send messages in another's name.",),
        question="How is it known now who sent it ({path})?",
    ),
    Effect(
        "checksum-check-removed",
        consequences=("Security: whoever controls the source, or the way to it, decides what runs here.",),
        question="How is it known now that the right thing was fetched ({path})?",
    ),
    Effect(
        "wildcard-everything",
        consequences=("Security: whoever gets hold of this role can do everything.",),
        question="Which actions on which resources are really needed, and can the policy name them?",
    ),
    Effect(
        "wildcard-action",
        consequences=("Security: the permission reaches further than any list of actions would.",),
        question="Which actions are really needed, and can the permission name them?",
    ),
    Effect(
        "wildcard-principal",
        consequences=("Security: anyone may use it, unless a condition of the policy limits it.",),
        question="Who is meant by everyone, and which condition limits it?",
    ),
    Effect(
        "service-wildcard-everywhere",
        consequences=("Security: whoever gets hold of this role can do everything with that service.",),
        question="Which actions on which resources are really needed, and can the permission name them?",
    ),
    Effect(
        "service-wildcard",
        consequences=("Security: the role may do more than its task needs, deleting included.",),
        question="Which actions are really needed, and can the permission name them?",
    ),
    Effect(
        "policy-attached",
        consequences=("Security: the role may do all that the ready-made policy allows, today and after its changes.",),
        question="Which of the rights of the ready-made policy are needed ({path})?",
    ),
    Effect("permission-granted", question="What does it need the right for ({path})?"),
    Effect("action-allowed", question="What are the new actions needed for ({subjects})?"),
    Effect(
        "wildcard-resource",
        consequences=("Security: the permission holds for other people's data and systems, too.",),
        question="Which resources are really needed, and can the permission name them?",
        unless=frozenset({"wildcard-everything", "service-wildcard-everywhere", "administrator-rights"}),
    ),
    Effect(
        "administrator-rights",
        consequences=("Security: whoever gets hold of this role can do everything.",),
        question="Why are administrator rights needed, and for how long?",
    ),
    Effect(
        "rights-can-be-raised",
        consequences=("Security: the holder can give itself or others more rights.",),
        question="What keeps this right from being used to gain others?",
    ),
    Effect(
        "privileged-container",
        consequences=("Security: a break-out of this container is a break-in to its host.",),
        question="Which single right does the container need instead of all of them?",
    ),
    Effect(
        "host-shared",
        consequences=("Security: who takes over the container can watch or change what else runs on its host.",),
        question="What must the container share with its host, and can it be less ({path})?",
    ),
    Effect(
        "capability-added",
        consequences=("Security: who takes over the container can do more to its host.",),
        question="What does the container need the right for ({path})?",
    ),
    Effect(
        "root-user",
        consequences=("Security: a flaw in the program gives away the whole container.",),
        question="Why can it not run as a user of its own ({path})?",
    ),
    Effect(
        "container-user-removed",
        consequences=("Security: a flaw in the program gives away the whole container.",),
        question="As which user does it run now ({path})?",
    ),
    Effect(
        "download-executed",
        consequences=("Security: whoever controls that address runs code here, unseen and without a record.",),
        question="Who controls the address, and can what it serves be fixed and checked ({path})?",
    ),
    Effect(
        "sql-from-values",
        consequences=("Security: who can influence the value may read or change the whole database.",),
        question="Can the value come from outside, and why is it not passed as a parameter ({path})?",
    ),
    Effect(
        "unescaped-html",
        consequences=("Security: who can influence that text can act in the name of whoever opens the page.",),
        question="Where does the text come from that is put into the page ({path})?",
    ),
    Effect(
        "environment-read-whole",
        consequences=("Security: credentials may leave the place they are kept in.",),
        question="Where do all these values go, and why is one not enough ({path})?",
    ),
    Effect("weak-hash", question="Does anything secret or signed depend on that hash ({path})?"),
    Effect(
        "folder-of-variable-deleted",
        consequences=("Operations: if the variable is empty, far more is deleted than meant.",),
        question="What if the variable is empty ({path})?",
    ),
    Effect(
        "tls-verification-off",
        consequences=("Security: someone between the two sides can read and alter what is sent.",),
        question="Why can the certificate not be checked?",
    ),
    Effect(
        "debug-on",
        consequences=("Security: error pages may show code, settings and credentials to visitors.",),
        question="Does this setting reach production?",
    ),
    Effect(
        "code-evaluated",
        consequences=("Security: who can influence that text can run code.",),
        question="Where does the text come from that is run ({path})?",
    ),
    Effect(
        "shell-command",
        consequences=("Security: who can influence the command can run others.",),
        question="Can anything from outside become part of that command ({path})?",
    ),
    Effect(
        "unsafe-deserialisation",
        consequences=("Security: who can influence that data can run code.",),
        question="Where does the data come from ({path})?",
    ),
    Effect(
        "sensitive-value-logged",
        consequences=("Security: secret values may end up in logs, which more people can read.",),
        question="Is what is logged really free of secrets ({path})?",
    ),
)
