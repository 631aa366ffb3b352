"""Colours as people see them: with each kind of colour vision, and against white paper."""

import itertools
from collections.abc import Iterable

import numpy as np
from matplotlib.colors import to_rgb

# How colours look with the three kinds of colour blindness, from Machado, Oliveira and
# Fernandes (2009), table of severity 1.0; the rows turn linear red, green, blue.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour: str) -> np.ndarray:
    """Linear red, green, blue of a hex colour (IEC 61966-2-1)."""
    printed = np.array(to_rgb(colour))
    return np.where(printed <= 0.04045, printed / 12.92, ((printed + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear red, green, blue under D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    white = to_xyz @ np.ones(3)
    ratio = to_xyz @ np.clip(rgb, 0, 1) / white
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def seen(colour: str, sight: str) -> np.ndarray:
    """CIE L*a*b* of a hex colour for a kind of sight."""
    return lab(np.array(SIGHT[sight]) @ linear(colour))


def nearest(colours: Iterable[str], sight: str) -> tuple[float, set[str]]:
    """The two colours that are least told apart, and how far they are apart."""
    pairs = itertools.combinations(sorted(colours), 2)
    apart = [(np.linalg.norm(seen(a, sight) - seen(b, sight)), {a, b}) for a, b in pairs]
    return min(apart, key=lambda pair: pair[0])


def contrast(colour: str) -> float:
    """Contrast with white paper as WCAG 2 defines it: 1 (none) to 21 (black)."""
    return 1.05 / (linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05)
