"""Words of a report into numbers, units and dates.

What belongs here, and what does not:

1. One expression (`quantity`, with `expression`, `numerals`, `hedges`), one period phrase
   (`period`, with `cues`), one text (`texts`); every number of a text in `extract`.
2. Rules come from the `Codebook` that the caller hands down; no word list stands in code, and
   nothing here looks for a project or remembers one.
3. What cannot be read is refused with a reason; nothing is guessed and nothing left out silently.
4. Arithmetic on intervals belongs to `values`, places and concepts to the tables.
"""
