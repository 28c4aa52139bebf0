"""What becomes of stored data: kept or destroyed, backed up or not, encrypted or not."""

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_YES, _NO = r"[\"']?\s*[:=]\s*[\"']?true\b", r"[\"']?\s*[:=]\s*[\"']?false\b"


def _worse(rule: str, text: str, short: str, level: Level = Level.HIGH) -> Saying:
    return Saying(FactType(rule, FactKind.DATA, level), text, short)


def _better(rule: str, text: str, short: str) -> Saying:
    return Saying(FactType(rule, FactKind.DATA), text, short)


ALL: tuple[Rule, ...] = (
    StateRule(
        words(
            "removalpolicy removal_policy deletionpolicy deletion_policy updatereplacepolicy force_destroy"
            " auto_delete_objects autodeleteobjects empty_on_delete emptyondelete"
        ),
        pattern(
            r"\bRemovalPolicy\.DESTROY\b|\b(?:DeletionPolicy|UpdateReplacePolicy|deletion_policy)[\"']?\s*[:=]\s*"
            rf"[\"']?Delete\b|\bforce_destroy{_YES}|\bauto_?delete_?objects{_YES}|\bempty_?on_?delete{_YES}"
        ),
        _worse(
            "data-deleted-with-stack",
            "Stored data is deleted together with the resource that holds it: {code}.",
            "data deleted with its resource",
        ),
        _better(
            "data-kept-with-stack",
            "Stored data is no longer deleted together with the resource that holds it.",
            "data kept when its resource goes",
        ),
    ),
    StateRule(
        words("removalpolicy removal_policy deletionpolicy prevent_destroy"),
        pattern(
            rf"\bRemovalPolicy\.(?:RETAIN|SNAPSHOT)\b|\bDeletionPolicy[\"']?\s*[:=]\s*[\"']?(?:Retain|Snapshot)\b"
            rf"|\bprevent_destroy{_YES}"
        ),
        _better(
            "data-retention-added",
            "Stored data is kept when its resource is removed.",
            "data kept when its resource goes",
        ),
        _worse(
            "data-retention-removed",
            "The protection that kept stored data when its resource is removed is gone: {code}.",
            "the protection of stored data removed",
        ),
        unless=pattern(r"\.DESTROY\b"),
    ),
    StateRule(
        words(
            "deletion_protection deletionprotection deletionprotectionenabled deletion_protection_enabled"
            " termination_protection terminationprotection prevent_destroy disable_api_termination"
        ),
        pattern(
            rf"\b(?:deletion_?protection(?:_?enabled)?|termination_?protection|prevent_destroy"
            rf"|disable_api_termination){_NO}"
        ),
        _worse(
            "deletion-protection-off",
            "The protection against deletion by mistake is switched off: {code}.",
            "deletion protection switched off",
        ),
        _better(
            "deletion-protection-on",
            "The protection against deletion by mistake is no longer off.",
            "deletion protection back on",
        ),
    ),
    StateRule(
        words(
            "backup_retention_period backupretentionperiod point_in_time_recovery pointintimerecovery"
            " pointintimerecoveryenabled point_in_time_recovery_enabled skip_final_snapshot skipfinalsnapshot"
            " backup_retention backupretention versioned versioning_enabled"
        ),
        pattern(
            rf"\bbackup_?retention(?:_?period)?[\"']?\s*[:=]\s*[\"']?(?:0\b|(?:cdk\.)?Duration\.days\(0\))"
            rf"|\bpoint_?in_?time_?recovery(?:_?enabled)?{_NO}|\bskip_?final_?snapshot{_YES}|\bversioned{_NO}"
        ),
        _worse("backups-off", "Backups or the means to restore data are switched off: {code}.", "backups switched off"),
        _better("backups-on", "Backups or the means to restore data are no longer switched off.", "backups back on"),
    ),
    StateRule(
        words(
            "storage_encrypted storageencrypted encrypted encryption unencrypted enforce_ssl enforcessl"
            " encryption_enabled sse_enabled sseenabled transit_encryption_enabled at_rest_encryption_enabled"
            " transitencryptionenabled"
        ),
        pattern(
            rf"\b(?:storage_?encrypted|encrypted|enforce_?ssl|encryption_enabled|sse_?enabled"
            rf"|(?:transit|at_?rest)_?encryption_?enabled){_NO}|Encryption\.UNENCRYPTED\b"
        ),
        _worse("encryption-off", "Encryption is switched off: {code}.", "encryption switched off"),
        _better("encryption-on", "Encryption is no longer switched off.", "encryption back on"),
    ),
)
