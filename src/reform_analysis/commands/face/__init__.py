"""The public face: what a notebook needs, with the project found by itself.

What belongs here, and what does not:

1. Thin functions that find the project at hand, as the command line does, and hand its `Codebook`
   down; ``project`` names another. A codebook is kept until one of its files changes.
2. Nothing is computed here: each function is a call of one room below.
3. Names, ids or labels in either language lead to the same row; what is not known is refused with
   what was probably meant.
"""

from reform_analysis.commands.face.project import codebook

__all__ = ["codebook"]
