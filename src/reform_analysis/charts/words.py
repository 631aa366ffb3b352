"""The one place for words: labels, units, numbers and periods, in English or in Chinese.

Nothing that a reader sees is written in code. Words stand in ``codebook/words/words.csv``, those
of the pages alone in ``codebook/words/pages.csv``, the names of units, populations, places and
indicators in their own registers; here they are only put together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reform_analysis.charts.labels import (
    LANGUAGES,
    LISTS,
    PAGES,
    REGISTERS,
    Labels,
    Row,
    WordsError,
    cells,
    records,
)
from reform_analysis.charts.rounding import showing, significant, without_zeros
from reform_analysis.tables.codebook import Codebook

__all__ = [
    "LANGUAGES",
    "LISTS",
    "PAGES",
    "REGISTERS",
    "Row",
    "Words",
    "WordsError",
    "cells",
    "records",
    "words",
]


@dataclass(frozen=True, eq=False)
class Words(Labels):
    """All that is said in one language: words and names, units, numbers and periods.

    Parameters
    ----------
    lang : {"en", "zh"}
    tables : mapping of str to DataFrame
        At least `REGISTERS`, as ``tables.read_all`` gives them.
    """

    def unit(self, unit: str, per: str | None = None) -> str:
        """A unit as a reader says it, put together from its parts.

        ``per`` names the people of a share, whose unit is only the word fraction.

        Examples
        --------
        >>> from reform_analysis.commands.face import codebook
        >>> words("en", codebook()).unit("人/年 per 10000 census_residents")
        'persons a year per 10,000 census residents'
        >>> words("zh", codebook()).unit("人/年 per 10000 census_residents")
        '人/年·每万常住人口（普查）'
        """
        counted, _, people = unit.partition(" per ")
        if counted == "fraction":
            people_of = per or people.rpartition(" ")[2]
            of_people = self("unit.share_of", people=self.people(people_of)) if people_of else ""
            return of_people or self("unit.share")
        above, _, below = counted.partition("/")
        named = self._unit_label(above)
        if below == "年":
            named = self("unit.per_year", unit=named)
        elif below:
            named = self("unit.per_unit", unit=named, other=self._one_of(below))
        if not people:
            return named
        each, _, of = people.partition(" ")
        return self("unit.per_people", unit=named, per=self._per(each), people=self.people(of))

    def _unit_label(self, unit: str) -> str:
        labels = self._column("codebook/reading/units", "label", "unit")
        if unit not in labels:
            raise WordsError(f"units.csv has no unit {unit!r}")
        return labels[unit]

    def _one_of(self, unit: str) -> str:
        """The unit behind the word per: English says it in the singular."""
        if self.lang != "en":
            return self._unit_label(unit)
        found = self._column("codebook/reading/units", "singular", "unit").get(unit)
        if pd.isna(found):
            raise WordsError(f"units.csv has no singular_en for {unit!r}")
        return found

    def people(self, per: str) -> str:
        """The people of a population, as a unit names them."""
        return self.text("codebook/registers/populations", per, "unit_noun")

    def _per(self, number: str) -> str:
        return self(f"per.{number}") if f"per.{number}" in self else self.number(float(number))

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as the language writes it; three significant digits unless told.

        Examples
        --------
        >>> from reform_analysis.commands.face import codebook
        >>> words("en", codebook()).number(663408.0, 0), words("zh", codebook()).number(663408.0, 0)
        ('663,408', '663408')
        >>> words("en", codebook()).number(0.67672)
        '0.677'
        """
        if decimals is None:
            return without_zeros(self._fixed(value, significant(value)))
        return self._fixed(value, decimals)

    def _fixed(self, value: float, decimals: int) -> str:
        return f"{value:{',' if self.lang == 'en' else ''}.{decimals}f}"

    def value(
        self,
        low: float,
        value: float,
        high: float,
        unit: str,
        decimals: int | None = None,
        assumed: bool = False,
    ) -> str:
        """A value with its interval, as a label beside a mark.

        Parameters
        ----------
        low, value, high : float
            In ``unit``; a share is a fraction. ``value`` may be missing, ``high`` open (inf).
        unit : str
            Decides only whether the value is written in per cent.
        decimals : int, optional
            Digits behind the point; as many as show the interval if left out.
        assumed : bool
            The words leave the upper end open; where it is drawn is our reading.

        Examples
        --------
        >>> from reform_analysis.commands.face import codebook
        >>> words("en", codebook()).value(0.5, 0.5, 0.6, "fraction", assumed=True)
        'at least 50 % (read as up to 60 %)'
        >>> words("en", codebook()).value(0.365, 0.37, 0.375, "fraction")
        '37 % (36.5–37.5)'
        >>> words("zh", codebook()).value(1.0853, float("nan"), 3.0147, "人/年")
        '1.1–3.0'
        >>> words("en", codebook()).value(0.8, 0.8, 1.0, "fraction")
        'at least 80 %'
        >>> words("en", codebook()).value(0.0, 0.344, 1.0, "fraction")
        'no limit'
        """
        share = unit.split(" ")[0] == "fraction"
        low, value, high = (part * 100 if share else part for part in (low, value, high))
        form = "value.percent" if share else "value.plain"
        whole = share and low < 100 <= high  # the whole is the end that every share has
        if np.isinf(high) or whole:
            if low == 0:
                return self("value.no_limit")
            return self(
                "value.at_least", low=self(form, number=without_zeros(self.number(low, decimals)))
            )
        if decimals is None:
            decimals = showing(low, high)
        ends = [self._fixed(end, decimals) for end in (low, high)]
        bare = [without_zeros(end) for end in ends]
        if low == high or all("." not in end for end in bare):
            ends = bare
        ends = list(dict.fromkeys(ends))
        if assumed and len(ends) > 1:
            low_end, high_end = (self(form, number=without_zeros(end)) for end in ends)
            at_least = self("value.at_least", low=low_end)
            return self("value.read_up_to", at_least=at_least, high=high_end)
        if pd.isna(value):
            return self(form, number="–".join(ends))
        printed = self(form, number=without_zeros(self._fixed(value, decimals)))
        return (
            self("value.interval", value=printed, range="–".join(ends))
            if len(ends) > 1
            else printed
        )

    def counted(self, low: float, value: float, high: float, unit: str) -> str:
        """A count with its unit, in whole numbers.

        Examples
        --------
        >>> from reform_analysis.commands.face import codebook
        >>> words("en", codebook()).counted(279.0, 279.0, 279.0, "人")
        '279 persons'
        """
        return self(
            "value.counted", value=self.value(low, value, high, unit, 0), unit=self.unit(unit)
        )

    def at_most(
        self, high: float, unit: str, decimals: int | None = None, assumed: bool = False
    ) -> str:
        """The label of a bound that has only an upper end; an ``assumed`` one is our reading.

        Examples
        --------
        >>> from reform_analysis.commands.face import codebook
        >>> words("en", codebook()).at_most(0.010433, "fraction", 2)
        'at most 1.04 %'
        >>> words("en", codebook()).at_most(1.0, "fraction")
        'no limit'
        """
        if np.isinf(high) or (unit.partition(" ")[0] == "fraction" and high >= 1):
            return self("value.no_limit")
        told = self("value.at_most", high=self.value(high, np.nan, high, unit, decimals))
        return self("value.as_read", value=told) if assumed else told

    def period(self, claim: Row) -> str:
        """The period of one claim of ``processed/claims``.

        Examples
        --------
        >>> from reform_analysis.commands.face import codebook
        >>> claim = pd.Series(
        ...     {
        ...         "period_kind": "window",
        ...         "period_reported": "近年",
        ...         "period_start": pd.NaT,
        ...         "period_end": pd.NaT,
        ...         "years_low": 2.0,
        ...         "years_high": 5.0,
        ...     }
        ... )
        >>> words("en", codebook()).period(claim)
        '"近年" read as 2–5 years'
        """
        start, end, kind = claim["period_start"], claim["period_end"], claim["period_kind"]
        if pd.notna(start):
            first, last = f"{start:%Y-%m-%d}", "" if pd.isna(end) else f"{end:%Y-%m-%d}"
            if first == last:
                return self("period.day", day=first)
            whole = last == f"{start:%Y}-12-31"
            if first.endswith("-01-01") and (whole or not last):
                return self("period.year" if whole else "period.year_running", year=start.year)
            return self("period.dates", start=first, end=last or self("period.report"))
        if kind == "window" and pd.isna(claim["years_low"]):  # so in one of its two readings
            return self("period.window_or_none", phrase=claim["period_reported"])
        if kind == "window":
            lengths = (self.number(claim[f"years_{which}"]) for which in ("low", "high"))
            years = list(dict.fromkeys(lengths))
            form = "window" if len(years) == 1 else "window_read"
            form = "window_year" if years == ["1"] else form
            return self(f"period.{form}", phrase=claim["period_reported"], years="–".join(years))
        return self(f"period.{kind}")


def words(lang: str, codebook: Codebook) -> Words:
    """The words of one language, read from the registers.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> words("en", codebook()).place("jingjiang")
    'Jingjiang'
    """
    return Words(lang, {name: codebook.table(name) for name in REGISTERS})
