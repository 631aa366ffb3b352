"""Intervals, and what may be done with them.

What belongs here, and what does not:

1. Arithmetic (`interval`, `bounds`), claims read at one reading beside the populations read at
   the same one (`claims`), rates a year and per head (`per_head`), orders and rank sets
   (`compare`), grades of likeness (`comparability`).
2. A triple is always ``low, value, high``; ``value`` is missing where no single number is printed.
3. Frames go in and frames come out; the input is left unchanged.
4. What one indicator means belongs to `indicators`; here nothing knows an indicator by name.
5. An interval is a reading of words, never a confidence interval.
"""
