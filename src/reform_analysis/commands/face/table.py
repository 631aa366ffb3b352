"""A data frame that a person can read: `Table.show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from reform_analysis.tables.paths import Project, find_project

if TYPE_CHECKING:
    from great_tables import GT


class Table(pd.DataFrame):
    """A data frame as any other, which shows itself as a table to read.

    Examples
    --------
    >>> from reform_analysis import indicator
    >>> type(indicator("workers-share-of-new-members").query("low > 0.3")).__name__
    'Table'
    """

    @property
    def _constructor(self) -> type[Table]:
        return Table

    @classmethod
    def of(cls, frame: pd.DataFrame, project: Project) -> Table:
        """The same rows, which remember the folder that their words stand in."""
        table = cls(frame)
        table.attrs["project"] = str(project.root)
        return table

    def show(self, lang: str = "en") -> GT:
        """The rows as a table to read: labels for ids, one number format, a note on the source.

        Parameters
        ----------
        lang : {"en", "zh"}

        Returns
        -------
        GT
            A great table; a notebook shows it.

        Raises
        ------
        WordsError
            There is no such language, or a name stands in no register.
        ImportError
            great-tables is not installed: it comes with the extra ``notebooks``.

        Examples
        --------
        >>> from reform_analysis import indicator
        >>> "14.5 % (14.45–14.55)" in indicator("workers-share-of-new-members").show().as_raw_html()
        True
        """
        from pathlib import Path

        from reform_analysis.charts.words import words
        from reform_analysis.commands.face.project import codebook
        from reform_analysis.publish.reading_table import reading_table
        from reform_analysis.tables.datapackage import data_version

        root = self.attrs.get("project")
        project = Project(Path(root)) if root else find_project()
        told = words(lang, codebook(project))
        source = told("citation.data", data=data_version(project))
        return reading_table(pd.DataFrame(self), told, source)
