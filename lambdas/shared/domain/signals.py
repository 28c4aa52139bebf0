"""What an operator is told of as soon as it happens; an alarm watches each (`stacks/alarm_definitions.py`)."""

from enum import StrEnum

SERVICE = "deployment-review"  # the one dimension: whichever function met it


class Signal(StrEnum):
    MAIL_REFUSED = "MailRefused"  # by SES, for good
    MAIL_PAUSED = "MailPaused"  # SES takes none of this account
    MAIL_DELAYED = "MailDelayed"
    MAIL_BOUNCED = "MailBounced"
    MAIL_COMPLAINED = "MailComplained"
    MAIL_REJECTED = "MailRejected"  # a virus was found in it
    ANNOUNCEMENT_REFUSED = "AnnouncementRefused"  # by SNS: chat and other subscribers were not told
    NO_ANALYSIS = "NoAnalysis"  # a change could not be read
    MODELS_EXHAUSTED = "ModelsExhausted"  # the rules alone wrote a review that a model was to write
    COST_CAP_REACHED = "CostCapReached"  # a review was shortened, or made by another model, because of its cost
    DEPLOYMENT_REFUSED = "DeploymentRefused"  # by the check: what was approved is not what would be deployed
    DEPLOYMENT_CHECK_FAILED = "DeploymentCheckFailed"  # the check itself, which has stopped the pipeline
    APPROVER_IS_AUTHOR = "ApproverIsAuthor"  # seems to have written or pushed a part of the change
    FAILED_EVENTS = "FailedEvents"  # how many wait in the bucket to be replayed
