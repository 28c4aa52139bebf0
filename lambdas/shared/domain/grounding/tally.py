"""How many claims were made, how many of them stand, and how far that makes the rest of the answer credible."""

from lambdas.shared.domain.review import Grounding

_FEWEST = 5  # claims that were looked up and found; with less an answer has not earned trust
_FEW = 3  # claims that were found, and none that was not: the answer knows what it speaks of
_WRONG_OF_TRUSTED = 10  # of so many claims a trusted answer may have one that was not found


class Tally:
    def __init__(self) -> None:
        self._supported = self._dropped = self._unchecked = self._general = 0

    def count(self, *, is_supported: bool) -> None:
        """Something that is named was looked up."""
        if is_supported:
            self._supported += 1
        else:
            self._dropped += 1

    def count_general(self, *, is_kept: bool) -> None:
        """A sentence that names nothing by which it could be looked up."""
        if is_kept:
            self._unchecked += 1
        else:
            self._general += 1

    @property
    def is_trusted(self) -> bool:
        """Whether nearly everything that was looked up is there."""
        looked_up = self._supported + self._dropped
        return self._supported >= _FEWEST and _WRONG_OF_TRUSTED * self._dropped <= looked_up

    @property
    def is_flawless(self) -> bool:
        """Whether an answer that has earned trust names nothing that was not found."""
        return self.is_trusted and not self._dropped

    @property
    def is_credible(self) -> bool:
        """
        Whether something was found, and at least as much as was not: else the rest is not believed either.

        Where all that is named was found, what cannot be looked up is dropped and says nothing against the rest.
        """
        if self._supported >= _FEW and not self._dropped:
            return True
        return self._supported > 0 and self._supported >= self._dropped + self._general

    @property
    def is_unfounded(self) -> bool:
        """Not credible, and not for want of claims."""
        return not self.is_credible and self._dropped + self._general > 0

    def grounding(self) -> Grounding:
        """Of an answer that is not credible nothing stands, and what could not be checked goes, too."""
        claims = self._supported + self._dropped + self._general
        if self.is_credible:
            return Grounding(claims, self._supported, self._dropped + self._general)
        return Grounding(claims + self._unchecked, 0, claims + self._unchecked)
