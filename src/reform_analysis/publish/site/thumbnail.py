"""A small picture of a chart, by which it is recognised in a list."""

from __future__ import annotations

import io

from PIL import Image

WIDTH = 480
"""Pixels: more than a card is wide, so that it stays sharp on a dense screen."""
COLOURS = 16


def thumbnail(png: bytes) -> tuple[bytes, int, int]:
    """A picture made small.

    Parameters
    ----------
    png : bytes
        The picture of a chart.

    Returns
    -------
    tuple of (bytes, int, int)
        The small picture as PNG, its width and height [pixels]; one that is no wider than a small
        one is only packed anew.

    Examples
    --------
    >>> content = io.BytesIO()
    >>> Image.new("RGB", (1920, 960), "white").save(content, "PNG")
    >>> thumbnail(content.getvalue())[1:]
    (480, 240)
    """
    with Image.open(io.BytesIO(png)) as picture:
        whole = picture.convert("RGB")
    width = min(WIDTH, whole.width)
    height = round(whole.height * width / whole.width)
    small = whole.resize((width, height), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    few = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(content, "PNG", optimize=True)
    return content.getvalue(), width, height
