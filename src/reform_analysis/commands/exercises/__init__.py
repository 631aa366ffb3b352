"""Exercises of the notebooks: what each asks for, and what is told of an answer.

What belongs here, and what does not:

1. What is asked for is computed from the tables, never written down: a new report changes it.
2. A notebook has three, ``NN-1`` to ``NN-3``; their text stands in the notebook.
3. What is told are words of ``codebook/words/pages``; an answer is judged, a person is not.
"""
