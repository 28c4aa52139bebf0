"""
Why a model gave no answer; the ladder of failures answers each kind in its own way.

    ModelError
    ├── ThrottledError            wait and try again
    ├── PromptTooLongError        fit the change smaller
    └── ModelUnavailableError     the next model
        ├── ModelAccessDeniedError
        ├── ModelNotFoundError    never existed, or retired
        ├── ModelRequestInvalidError
        ├── ModelTimedOutError
        └── ModelFailedError
"""


class ModelError(Exception):
    """Its text is one sentence for the brief, never the service's own message: that may quote the prompt."""


class ThrottledError(ModelError):
    pass


class PromptTooLongError(ModelError):
    pass


class ModelUnavailableError(ModelError):
    pass


class ModelAccessDeniedError(ModelUnavailableError):
    pass


class ModelNotFoundError(ModelUnavailableError):
    pass


class ModelRequestInvalidError(ModelUnavailableError):
    pass


class ModelTimedOutError(ModelUnavailableError):
    pass


class ModelFailedError(ModelUnavailableError):
    pass
