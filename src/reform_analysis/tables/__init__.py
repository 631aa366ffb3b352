"""What is kept, where, and how it is read and written.

What belongs here, and what does not:

1. Folders and file names (`paths`), files as bytes (`decode`, `atomic`), cells as text
   (`csvfiles`), tables as frames (`store`, `write`), their schemas (`schema`), their description
   for other programs (`datapackage`), and the `Codebook`: all rules of one folder, read once.
2. Nothing here knows what a column means: no hedge, unit, place or indicator by name.
3. Every file is read by the one strict reader and written whole or not at all.
4. A fault is a value with file, row, column, problem and remedy; it is collected, not printed.
5. Rules between tables are no business of this room; they stand in `commands.check`.
"""
