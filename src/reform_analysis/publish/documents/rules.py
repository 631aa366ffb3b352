"""What the codebook says of hedges: the rules, and how often they hold what was meant."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from reform_analysis.charts.words import Words
from reform_analysis.publish.documents.markdown import code, plain, table
from reform_analysis.reading.calibration import coverage
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list

PAIRS = "codebook/reading/hedge_pairs"
LIMITS = range(1, 5)
"""What the pairs cannot say, in as many words: ``codebook.limit.1`` and on."""


def rule_lines(book: Codebook, say: Words) -> Iterator[str]:
    """The rules of ``codebook/reading/hedges``, one row a rule, its three readings side by side."""
    yield from (say("codebook.readings_told"), "")
    rules = book.table("codebook/reading/hedges").fillna({"cues": "", "position": ""})
    rows = []
    for (hedge, form, cues, position), some in rules.groupby(
        ["hedge", "form", "cues", "position"], sort=False
    ):
        at = some.set_index("reading")
        row = [plain(say(f"hedge.{hedge}")), say(f"codebook.form.{form}")]
        words = say.join(split_list(cues))
        if position:
            place = say(f"codebook.position.{position}")
            words = say("mark.brackets", text=words, more=place)
        row.append(plain(words))
        rows.append([*row, *(_ends(at.loc[reading]) for reading in READINGS)])
    head = [say("codebook.hedge"), say("codebook.kind"), say("codebook.cues")]
    yield from table([*head, *(say(f"reading.{reading}") for reading in READINGS)], rows)


def _ends(rule: pd.Series) -> str:
    ends = dict.fromkeys([rule["low"], rule["high"]])
    star = r" \*" if rule["assumed_high"] else ""
    return " … ".join(map(code, ends)) + star


def calibration_lines(book: Codebook, say: Words) -> Iterator[str]:
    """Coverage of the measured pairs by rule and reading, with the limits of that evidence."""
    pairs = book.table(PAIRS)
    yield from (say("codebook.calibration_told", pairs=len(pairs), table=code(PAIRS)), "")
    held = book.once(_covered).set_index(["rule", "reading"])
    rows = [
        [_rule(rule, say), str(int(held.loc[(rule, READINGS[0]), "pairs"]))]
        + [_share(held.loc[(rule, reading)], say) for reading in READINGS]
        for rule in held.index.get_level_values("rule").unique()
    ]
    head = [say("codebook.hedge"), say("codebook.pairs")]
    yield from table([*head, *(say(f"reading.{reading}") for reading in READINGS)], rows)
    yield from (*(f"- {say(f'codebook.limit.{number}')}" for number in LIMITS), "")


def _covered(book: Codebook) -> pd.DataFrame:
    return coverage(book.table(PAIRS), book)


def _rule(rule: str, say: Words) -> str:
    """A rule of `coverage`: a hedge, and its form or position where that tells rules apart."""
    hedge, _, rest = rule.partition(", ")
    kind = "position" if rest == "inside" else "form"
    more = say(f"codebook.{kind}.{rest}") if rest else ""
    name = say(f"hedge.{hedge}")
    return plain(say("mark.brackets", text=name, more=more) if more else name)


def _share(held: pd.Series, say: Words) -> str:
    """A share with Wilson's interval, in per cent."""
    share = held["share"]
    interval = say.value(held["sampling_low"], float("nan"), held["sampling_high"], "", 2)
    return say("mark.brackets", text=say.number(share, 2), more=interval)
