"""A finished chart leaves the project.

What belongs here, and what does not:

1. `forms`: a chart as bytes, in any form; `claims`: all charts as files; `reading_table`: rows as
   a table to read; `office`: slides and workbooks; `site`: the pages.
2. Nothing is chosen, computed or worded anew: what a chart shows and says is settled in `charts`.
3. A file appears whole or not at all, and the same input gives the same bytes.
4. Text from a table is data: never markup, never a formula.
"""
