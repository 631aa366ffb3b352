"""Documents to read and to cite: the codebook and the table of figures, as Markdown and as a page.

1. Everything in them is generated from registers and tables; nothing is typed in by hand.
2. A function takes a codebook and a language and gives text; ``reproduce`` writes it.
3. Both languages hold the same rows; words come from ``codebook/words``.
4. Pictures, slides and the gallery do not belong here.
"""

DOCUMENTS = tuple(
    f"{name}.{lang}.md" for name in ("codebook", "figures", "bulletin") for lang in ("en", "zh")
)
"""What is generated below ``docs/``; the other files there are written by hand."""
