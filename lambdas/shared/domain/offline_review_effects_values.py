"""What follows from single values that change: times, limits, strengths, addresses, amounts."""

from lambdas.shared.domain.offline_review_effect import Effect, is_cut

EFFECTS = (
    Effect(
        "redelivery-changed",
        consequences=(
            "Operations: a message whose handling takes longer than {after} is given out again and handled twice.",
        ),
        question="Is everything done with a message within {after}, the time-out of what handles it included?",
        when=is_cut,
    ),
)
