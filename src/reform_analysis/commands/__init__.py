"""What a person types.

What belongs here, and what does not:

1. `cli`: arguments in, exit code out; one file a command; `check`: every rule between tables.
2. Only this room (and the public face, for notebooks) looks for the project, and only it prints.
3. A message is one line that names file, row, column and the cure; a traceback is a fault of ours.
4. What an interruption finds half done is as it was before.
5. Nothing is computed here that a notebook could not call too.
"""
