"""Rows, their words, and the picture.

What belongs here, and what does not:

1. `rows`: which values a chart draws, what they rest on, what is said about them. `composition`
   and `panels`: what stands where, for picture, slide and page. `picture`: axes in, axes out.
   `words`, `rounding`, `style`: the only places for a label, a digit, a colour.
   `chart`: the finished chart; `draw`: from the register to it.
2. Nothing here reads a file or writes one; `publish` does.
3. Nothing is computed but counts, orders and positions of what the rows hold.
4. Every word that a reader sees comes from a register, in English and Chinese.
"""
