"""With how many digits a number is told."""

from __future__ import annotations

import math
import re


def significant(value: float) -> int:
    """Decimals that show three significant digits.

    Examples
    --------
    >>> significant(0.67672), significant(1.12337), significant(663408.0)
    (3, 2, 0)
    """
    return 0 if value == 0 else max(0, 2 - math.floor(math.log10(abs(value)) + 1e-9))


def showing(low: float, high: float) -> int:
    """Decimals that tell the ends of an interval apart; three digits where they are equal.

    Two digits of the width; one where the width is 355 of 1000 or more, as the Particle Data
    Group rounds, and the ends show three digits all the same.

    Examples
    --------
    >>> showing(36.5, 37.5), showing(571.1, 575.4), showing(7.7212, 7.7743)
    (1, 0, 2)

    References
    ----------
    Particle Data Group, Review of Particle Physics (2024), section 5.3 of the introduction.
    """
    width = high - low
    if width <= 1e-9 * abs(high):
        return significant(high)
    power = math.floor(math.log10(width) + 1e-6)
    two = max(0, 1 - power)
    return two if width < 3.55 * 10.0**power else min(two, max(0, -power, significant(high)))


def without_zeros(text: str) -> str:
    """A number without noughts behind its last other decimal.

    Examples
    --------
    >>> without_zeros("37.50"), without_zeros("9.0"), without_zeros("100")
    ('37.5', '9', '100')
    """
    return re.sub(r"\.0+$|(\.\d*?[1-9])0+$", r"\1", text)
