"""How many claims were made, how many of them stand, and how far that makes the rest of the answer credible."""

from lambdas.shared.domain.review import Grounding

_FEWEST = 3  # claims that were looked up and found; with less an answer has not earned trust
_FEWEST_OF_FLAWLESS = 2  # where none was looked up in vain
_WRONG_OF_TRUSTED = 5  # of so many claims a trusted answer may have one that was not found


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
        """Whether nearly everything that was looked up is there, and most of the rest is about the change."""
        looked_up = self._supported + self._dropped
        fewest = _FEWEST if self._dropped else _FEWEST_OF_FLAWLESS
        is_right = self._supported >= fewest and _WRONG_OF_TRUSTED * self._dropped <= looked_up
        return is_right and self._general <= self._supported + self._unchecked

    @property
    def is_credible(self) -> bool:
        """
        Whether something was found, and at least as much as was not: else the rest is not believed either.

        What cannot be looked up counts for or against the answer as the words of the change bear it out: not for one
        that names more wrongly than rightly, nor against one of which all that is named was found.
        """
        if self._supported >= _FEWEST and not self._dropped:
            return True
        is_right = self._supported >= self._dropped
        borne_out = self._supported + self._unchecked >= self._dropped + self._general
        return self._supported > 0 and is_right and borne_out

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
