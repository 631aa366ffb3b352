"""A data frame that a person can read: `Table.show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from reform_analysis.commands.face.project import codebook
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project, find_project

if TYPE_CHECKING:
    from great_tables import GT

    from reform_analysis.charts.words import Words


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

    def told(self, lang: str = "en") -> GT:
        """All rows and columns as they stand, with labels in place of ids.

        For sums and crossings, of which `show` does not know what is for a reader.

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
            There is no such language.
        ImportError
            great-tables is not installed: it comes with the extra ``notebooks``.

        Examples
        --------
        >>> from reform_analysis import load
        >>> silent = load("processed/reporting").query("status == 'not_reported'")
        >>> "<td" in Table(silent["place_id"].value_counts()).told("zh").as_raw_html()
        True
        """
        from reform_analysis.publish.plain_table import plain_table

        return plain_table(pd.DataFrame(self), self._words(lang), self._source(lang))

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
        from reform_analysis.publish.reading_table import reading_table

        return reading_table(pd.DataFrame(self), self._words(lang), self._source(lang))

    def labelled(self, lang: str = "en") -> pd.DataFrame:
        """The same numbers under labels in place of ids, for a picture of one's own.

        Parameters
        ----------
        lang : {"en", "zh"}

        Returns
        -------
        DataFrame

        Raises
        ------
        WordsError
            There is no such language.

        Examples
        --------
        >>> from reform_analysis import claims
        >>> claims("party-recruits-workers", places="huaibei").labelled("zh")["模糊词"].tolist()
        ['确数，无模糊词']
        """
        from reform_analysis.publish.plain_table import labelled

        return labelled(pd.DataFrame(self), self._words(lang))

    def _source(self, lang: str) -> str:
        version = codebook(self._project()).once(_version)
        return self._words(lang)("citation.data", data=version)

    def _project(self) -> Project:
        root = self.attrs.get("project")
        return Project(Path(root)) if root else find_project()

    def _words(self, lang: str) -> Words:
        return codebook(self._project()).once(_words_in, lang)


def _version(book: Codebook) -> str:
    from reform_analysis.tables.datapackage import data_version

    return data_version(book.project)


def _words_in(book: Codebook, lang: str) -> Words:
    from reform_analysis.charts.words import words

    return words(lang, book)
