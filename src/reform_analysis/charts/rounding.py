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
    """Decimals that tell the ends of an interval apart, and a low end from 0, as four digits do.

    Two digits of the width; one where the width is 355 of 1000 or more, as the Particle Data
    Group rounds, and the ends show three digits all the same. Ends that two digits tell exactly
    keep them: a printed 52.8 % is read as 52.55 to 53.05. Ends that are alike to four digits are
    told as one number, and equal ones with three: more digits would say nothing of the matter.

    Examples
    --------
    >>> showing(36.5, 37.5), showing(571.14, 575.43), showing(7.7212, 7.7743), showing(52.55, 53.05)
    (1, 0, 2, 2)
    >>> showing(3.30785, 3.30805), showing(30.002, 30.0201)
    (3, 2)
    >>> showing(0.442, 10.9), showing(0.002, 10.9)
    (1, 2)

    References
    ----------
    Particle Data Group, Review of Particle Physics (2024), section 5.3 of the introduction.
    """
    width = high - low
    if width <= 1e-9 * abs(high):
        return significant(high)
    power = math.floor(math.log10(width) + 1e-6)
    two = max(0, 1 - power)
    exact = all(abs(round(end, two) - end) <= 1e-9 * abs(end) for end in (low, high))
    if exact and two <= significant(high) + 2:
        return two
    most = significant(high) + 1
    two = min(two, most)
    if width >= 3.55 * 10.0**power:
        two = min(two, max(0, -power, significant(high)))
    return max(two, min(most, -math.floor(math.log10(low) + 1e-9))) if 0 < low < 1 else two


def without_zeros(text: str) -> str:
    """A number without noughts behind its last other decimal.

    Examples
    --------
    >>> without_zeros("37.50"), without_zeros("9.0"), without_zeros("100")
    ('37.5', '9', '100')
    """
    return re.sub(r"\.0+$|(\.\d*?[1-9])0+$", r"\1", text)
