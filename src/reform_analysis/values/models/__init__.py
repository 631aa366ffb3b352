"""Models of values across places and years, each a pure function with one tidy table.

What belongs here, and what does not:

1. Rows of ``processed/indicators`` go in, with whatever a model needs beside them (people, level,
   year) as further columns; one table comes out (`table.COLUMNS`), a block of rows a reading.
2. Identification first: ``low`` to ``high`` is where an estimate lies as every value moves within
   its interval at that reading. ``hull`` says whether that is ``exact`` or ``inner``: found by a
   search, so that the true one may be wider.
3. What a sampling model would add stands apart, in ``sampling_low`` and ``sampling_high``: 95 per
   cent limits *as if* the places had been drawn from a process, at the values within the intervals
   that move them furthest out. Places of a report are no draw; the wider sample is what was found.
4. A place that is left out is named with its reason. Too few places are refused.
5. A value that opens upwards without end bounds nothing and is left out, so an estimate at wide may
   rest on fewer places than one at central: compare ``n`` before the numbers.
6. Nothing here chooses rows by indicator or place, reads a table or words a finding. A coefficient
   is what reports are consistent with, never what a reform did.
"""
