"""Whole answers that are right throughout: how much of them the grounding leaves, taken as the product takes them."""

from collections.abc import Iterable, Sequence

from bench.grounding_claim import material_of
from bench.whole_answers import WholeAnswer, told
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.grounding.support import quantities_outside
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.review import Finding


def print_answers(answers: Sequence[WholeAnswer], name: str) -> None:
    if not answers:
        return
    made = kept = thrown_away = held = held_kept = 0
    lost: list[str] = []
    for one in answers:
        material = material_of(one)
        grounded = ground(one.answer, material.change, material.files, facts=material.facts)
        left = {*told(grounded.summary), *grounded.findings}
        all_of_it: tuple[str | Finding, ...] = (*one.claims, *one.answer.findings)
        lost += [f"{one.name}: {claim}" for claim in all_of_it if claim not in left]
        made, kept = made + len(all_of_it), kept + sum(claim in left for claim in all_of_it)
        thrown_away += not left
        of_the_change = [claim for claim in all_of_it if is_held(claim, one.diff, material.paths)]
        held, held_kept = held + len(of_the_change), held_kept + sum(claim in left for claim in of_the_change)
    print(f"Whole answers, {name}: {kept / made:.2%} of {made} sentences and findings kept, ", end="")
    print(f"{thrown_away} of {len(answers)} answers thrown away")
    print(
        f"    {held_kept / held:.2%} of the {held} that name no path, symbol or number which the change does not hold"
    )
    for claim in lost:
        print(f"    lost        {claim}")


def is_held(claim: str | Finding, diff: str, paths: Iterable[str]) -> bool:
    """Whether the change holds, to the letter, all paths, symbols and numbers that the claim names."""
    text = claim if isinstance(claim, str) else f"{claim.title}. {claim.text}"
    names = [one.text.removesuffix("()").strip("\"'`") for one in symbols(text)]
    numbers = [one.text for one in quantities_outside(text) if not one.is_word]
    held = "\n".join([diff, *paths])
    return all(name in held for name in (*names, *numbers))
