"""A column of expressions, as a table of quantities: each distinct one is read once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reform_analysis.reading.quantity import QuantityError, read_each
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.messages import message


def read_quantities(
    expressions: pd.Series, codebook: Codebook, reading: str = "central"
) -> pd.DataFrame:
    """Read a column of expressions, each distinct one once.

    Parameters
    ----------
    expressions : Series of str, shape (n,)
        Expressions as printed. A missing value gives a row of missing values; an empty text is
        an error.
    codebook : Codebook
        Whose rules read them.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read.

    Returns
    -------
    DataFrame, shape (n, 6)
        ``hedge, low, value, high, unit, assumed_high`` with the index of the input; ``value`` is
        missing where no single number is printed. Values in the unit of the row.

    Raises
    ------
    QuantityError
        At least one expression cannot be read: the first one, with the others in its reason.

    Examples
    --------
    >>> import pandas as pd
    >>> from reform_analysis.commands.face import codebook
    >>> read_quantities(pd.Series(["近六成", "7680人次"], index=["a", "b"]), codebook())
        hedge      low  value    high      unit  assumed_high
    a  nearly     0.55     0.6     0.6  fraction         False
    b   exact  7680.00  7680.0  7680.0        人次         False
    """
    return read_at(expressions, codebook, (reading,))[reading]


def read_at(
    expressions: pd.Series, codebook: Codebook, readings: Sequence[str]
) -> dict[str, pd.DataFrame]:
    """By reading, what `read_quantities` gives; each distinct expression is taken apart once."""
    codes, distinct = pd.factorize(expressions)
    quantities, faults = [], []
    for expression in distinct:
        try:
            quantities.append(read_each(expression, codebook, readings))
        except QuantityError as error:
            faults.append(error)
    if len(faults) > 1:
        others = ", ".join(repr(fault.expression) for fault in faults[1:])
        raise QuantityError(
            faults[0].expression,
            message("{reason}; nor can {others}", reason=faults[0].reason, others=others),
        )
    if faults:
        raise faults[0]
    types = {"hedge": "string", "low": float, "value": float, "high": float, "unit": "string"}
    types["assumed_high"] = "boolean"
    tables = {}
    for place, reading in enumerate(readings):
        columns = {
            name: pd.Series([getattr(each[place], name) for each in quantities], dtype=dtype)
            for name, dtype in types.items()
        }
        table = pd.DataFrame(columns).reindex(codes)  # code -1, a missing value, is no row
        tables[reading] = table.set_axis(expressions.index)
    return tables
