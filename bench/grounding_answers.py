"""Whole answers that are right throughout: how much of them the grounding leaves, taken as the product takes them."""

from collections.abc import Sequence

from bench.grounding_claim import material_of
from bench.whole_answers import WholeAnswer, told
from lambdas.shared.domain.grounding.ground import ground


def print_answers(answers: Sequence[WholeAnswer], name: str) -> None:
    if not answers:
        return
    made = kept = thrown_away = 0
    lost: list[str] = []
    for one in answers:
        material = material_of(one)
        grounded = ground(one.answer, material.change, material.files, facts=material.facts)
        left = {*told(grounded.summary), *grounded.findings}
        all_of_it = (*one.claims, *one.answer.findings)
        lost += [f"{one.name}: {claim}" for claim in all_of_it if claim not in left]
        made, kept = made + len(all_of_it), kept + sum(claim in left for claim in all_of_it)
        thrown_away += not left
    print(f"Whole answers, {name}: {kept / made:.2%} of {made} sentences and findings kept, ", end="")
    print(f"{thrown_away} of {len(answers)} answers thrown away")
    for claim in lost:
        print(f"    lost        {claim}")
