"""The words and names that the registers hold, looked up by their ids."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, TypeVar

import pandas as pd

from reform_analysis.tables.naming import split_list

Made = TypeVar("Made")

Row = Mapping[Hashable, Any]
"""A row of a table or of a chart: column -> cell."""

LANGUAGES = ("en", "zh")
PAGES = "codebook/words/pages"
LISTS = ("codebook/words/words", PAGES)
REGISTERS = (
    *LISTS,
    "codebook/reading/units",
    "codebook/registers/populations",
    "codebook/registers/concepts",
    "codebook/registers/indicators",
    "codebook/registers/charts",
    "codebook/registers/columns",
    "codebook/registers/comparability",
    "codebook/registers/publisher_kinds",
    "codebook/registers/tiles",
    "raw/places",
    "raw/denominators",
    "raw/benchmarks",
)


def cells(table: pd.DataFrame, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The cells of some columns, row by row, as ``itertuples`` gives them, and faster.

    Examples
    --------
    >>> list(cells(pd.DataFrame({"low": [0.5, 1.0], "unit": ["人", "项"]}), ("unit", "low")))
    [('人', 0.5), ('项', 1.0)]
    """
    return zip(*(table[name].to_numpy(object) for name in columns), strict=True)


def records(table: pd.DataFrame) -> list[Row]:
    """Each row by its columns, a missing text as None, as ``to_dict`` gives them, and faster.

    Examples
    --------
    >>> records(pd.DataFrame({"low": [0.5], "unit": pd.array([pd.NA], "string")}))
    [{'low': 0.5, 'unit': None}]
    """
    none = [[None if cell is pd.NA else cell for cell in row] for row in table.to_numpy(object)]
    return [dict(zip(table.columns, row, strict=True)) for row in none]


class WordsError(ValueError):
    """A word that a reader should see stands in no register, or not in both languages."""


@dataclass(frozen=True, eq=False)
class Labels:
    """The words and names of one language, looked up by their ids.

    Parameters
    ----------
    lang : {"en", "zh"}
    tables : mapping of str to DataFrame
        At least `REGISTERS`, as ``tables.read_all`` gives them.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> words("zh", codebook())("not_reported")
    '未报告'
    """

    lang: str
    tables: Mapping[str, pd.DataFrame]

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise WordsError(f"{self.lang!r} is no language; choose {' or '.join(LANGUAGES)}")

    @cached_property
    def _words(self) -> dict[str, str]:
        table = pd.concat([self.tables[name] for name in LISTS])
        return dict(zip(table["word_id"], table[self.lang], strict=True))

    def __contains__(self, word_id: str) -> bool:
        return word_id in self._words

    def __call__(self, word_id: str, **parts: object) -> str:
        """One word or sentence, its ``{parts}`` filled in."""
        text = self._words.get(word_id)
        if text is None or pd.isna(text):
            raise WordsError(f"{' and '.join(LISTS)} have no word {word_id!r} in {self.lang!r}")
        return text.format(**parts)

    def optional(self, word_id: str) -> str:
        """One word, or nothing where the register has none."""
        return self(word_id) if word_id in self else ""

    def text(self, table: str, key: str, field: str) -> str:
        """A text of another register, such as the label of a population.

        In English also a column without a language in its name, whose Chinese twin has one:
        ``document`` and ``document_zh``.
        """
        found = self._column(table, field).get(key)
        if pd.isna(found):
            raise WordsError(f"{table}.csv has no {field}_{self.lang} for {key!r}")
        return found

    def text_if_any(self, table: str, key: str, field: str) -> str:
        """As `text`, or nothing where the cell is empty."""
        found = self._column(table, field).get(key)
        return "" if pd.isna(found) else str(found)

    def head(self, column: str) -> str:
        """Head of a column in exported tables: a word of its own, or the label of the glossary."""
        own = f"column.{column}"
        return (
            self(own) if own in self else self.text("codebook/registers/columns", column, "label")
        )

    def _column(self, table: str, field: str, key: str | None = None) -> Mapping[str, str]:
        """A text of a register by its key, the first column if no other."""
        return self.once(_column_of, table, field, key)

    def by_id(self, table: str) -> pd.DataFrame:
        """A table whose first column, its ids, is the index."""
        return self.once(_by_id, table)

    def once(self, make: Callable[..., Made], *of: Hashable) -> Made:
        """What a function makes of these words and ``of``, made once."""
        called = (make, *of)
        if called not in self._made:
            self._made[called] = make(self, *of)
        return self._made[called]

    @cached_property
    def _made(self) -> dict[tuple[Hashable, ...], Any]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """What was made of them is made anew in another process."""
        return {"lang": self.lang, "tables": self.tables}

    def notes(self, cell: object) -> str:
        """The notes on a value as a reader is told them: ids of ``note.…``, separated by ``;``.

        Examples
        --------
        >>> from reform_analysis.charts.words import words
        >>> from reform_analysis.commands.face import codebook
        >>> words("en", codebook()).notes("programmes-may-overlap;denominator-grade-c").partition(
        ...     ": "
        ... )[0]
        'programmes may overlap'
        >>> words("zh", codebook()).notes("denominator-pension-insured;denominator-grade-c")
        '分母为养老保险参保职工；分母为C级'
        >>> words("en", codebook()).notes(None)
        ''
        """
        return "" if pd.isna(cell) else self.join(self(f"note.{one}") for one in split_list(cell))

    def place(self, place_id: str) -> str:
        """Name of a place, the short one of ``codebook/words/words`` where there is one."""
        short = f"place.{place_id}"
        if short in self:
            return self(short)
        return str(self._column("raw/places", "name")[place_id])

    def indicator(self, indicator_id: str) -> str:
        """Label of an indicator."""
        return self.text("codebook/registers/indicators", indicator_id, "label")

    def place_and_variant(self, place_id: str, variant: str) -> str:
        """A place, with the variant that is counted there in brackets where it has a name."""
        more = self.optional(f"variant.{variant}") if variant else ""
        name = self.place(place_id)
        return self("mark.brackets", text=name, more=more) if more else name

    def publisher(self, kind: object) -> str:
        """A kind of publisher; all of them where it is missing."""
        if pd.isna(kind):
            return self("all_publishers")
        return self.text("codebook/registers/publisher_kinds", str(kind), "label")

    def join(self, parts: Iterable[str], mark: str = "mark.list") -> str:
        """Parts of a list, each once and in order; empty parts are left out."""
        once = list(dict.fromkeys(filter(None, parts))) or [""]
        return reduce(lambda first, rest: self(mark, first=first, rest=rest), once)


def _column_of(words: Labels, table: str, field: str, key: str | None) -> dict[str, str]:
    rows = words.tables[table].iloc[::-1]  # of equal keys the first row counts
    keys = rows[key] if key else rows.iloc[:, 0]
    name = f"{field}_{words.lang}"
    name = field if words.lang == "en" and name not in rows else name
    return dict(zip(keys, rows[name], strict=True))


def _by_id(words: Labels, table: str) -> pd.DataFrame:
    rows = words.tables[table]
    return rows.set_index(rows.columns[0])
