"""How likely it is that odd articles come close together by accident."""

from __future__ import annotations


def chance(usual: float, last: int, odd: int) -> float:
    """The chance, 0 to 1, that all of `odd` articles are among the `last` ones, behind `usual` others.

    If the odd ones had been scattered at random: (last choose odd) / (usual + last choose odd).
    """
    result = 1.0
    for taken in range(min(odd, last)):
        result *= (last - taken) / (usual + last - taken)
    return result
