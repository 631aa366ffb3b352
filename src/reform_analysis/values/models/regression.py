"""Claims against population, and shares and rates against year and level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
import statsmodels.api as sm

from reform_analysis.values.interval import Array
from reform_analysis.values.models.fitting import (
    design,
    generalised,
    least_squares,
    negative_binomial,
)
from reform_analysis.values.models.hull import Fit, Fitting, hull_of
from reform_analysis.values.models.table import LEAST, Sample, estimates, refusal, samples, together

DISPERSION = "dispersion"
NEGATIVE_BINOMIAL = "negative-binomial"
LOGARITHM = "log people"

Preparing = Callable[[pd.DataFrame, pd.DataFrame], tuple[Fitting, dict[str, bool]]]
"""Takes the rows of a sample and their design; gives what fits it, and of each estimate whether
its hull is exact."""


def elasticity(rows: pd.DataFrame, model: str = "poisson") -> pd.DataFrame:
    """How counts go with the population: per cent more for one per cent more people.

    Parameters
    ----------
    rows : DataFrame
        Counts of one indicator, undivided (``per`` empty): ``place_id``, ``reading``, ``low``,
        ``value``, ``high``, and ``people``, the population of each place, above 0, taken as known.
        Of a population that is itself an interval run both ends and take the hull of the two.
    model : {"poisson", "negative-binomial", "log-log"}
        The last is least squares of the logarithm of the count.

    Returns
    -------
    DataFrame
        `table.COLUMNS`: ``elasticity``, 1 where counts are in proportion to people and below 1
        where larger places report fewer a head; of the negative binomial also ``dispersion``.

    Raises
    ------
    ValueError
        At every reading there are fewer than five places, or all have the same population.

    Notes
    -----
    ``log E[count] = a + e log people``; with the logarithm of people as exposure the coefficient is
    ``e - 1``. The hull is exact for log-log, which is linear in the logarithm of the counts, and
    for Poisson: the estimate solves ``m(e) = sum(y log people) / sum(y)``, where ``m``, the mean of
    ``log people`` weighted by fitted counts, rises with ``e``, and the right side is a
    linear-fractional function of the counts, of which the pulls find the ends over a box. Robust
    limits need no Poisson variance: Santos Silva and Tenreyro (2006), *Review of Economics and
    Statistics* 88:641.

    Examples
    --------
    Counts in proportion to people, each read up to 10 % higher:

    >>> people = np.array([1e5, 2e5, 4e5, 8e5, 16e5])
    >>> rows = pd.DataFrame({"place_id": list("abcde"), "reading": "central", "people": people})
    >>> rows = rows.assign(low=people / 100, value=people / 100, high=people / 100 * 1.1)
    >>> found = elasticity(rows, model="log-log")
    >>> found[["quantity", "low", "value", "high", "hull", "n"]].round(3).values.tolist()
    [['elasticity', 0.959, 1.0, 1.041, 'exact', 5]]
    """
    known = rows["people"].where(rows["people"] > 0).astype(float)
    rows = rows.assign(**{"people": known, LOGARITHM: np.log(known)})
    log_log = model == "log-log"
    prepare = _no_intercept(_linear() if log_log else _counts(model, None))
    chosen = samples(rows, ["people"], positive=log_log)
    table = _regression(model, chosen, [LOGARITHM], prepare, np.log if log_log else None)
    return table.replace({"quantity": {LOGARITHM: "elasticity"}})


def counts_per_head(
    rows: pd.DataFrame, on: Sequence[str], people: str = "people", model: str = "poisson"
) -> pd.DataFrame:
    """Counts per head on what is known of the places, with log exposure.

    Parameters
    ----------
    rows : DataFrame
        As for `elasticity`; further the columns that ``on`` names.
    people : str
        Column of the population.
    on : sequence of str
        Numbers (``year``) or categories (``level``).
    model : {"poisson", "negative-binomial"}

    Returns
    -------
    DataFrame
        `table.COLUMNS`: a coefficient [log of a rate ratio] for each number and each further
        category, ``intercept`` [log of the rate a head], and ``dispersion``.

    Raises
    ------
    ValueError
        At every reading there are too few places, or columns that cannot be told apart.

    Notes
    -----
    ``log E[count] = log people + x b``: McCullagh and Nelder (1989), *Generalized Linear Models*,
    6.3. The hull of a slope is exact where it is the only one of a Poisson model, else inner.

    Examples
    --------
    >>> rows = pd.DataFrame({"place_id": list("abcdef"), "reading": "central", "people": 1000.0})
    >>> rows["level"] = ["county"] * 3 + ["prefecture"] * 3
    >>> counts = [8.0, 10.0, 12.0, 18.0, 20.0, 22.0]
    >>> rows = rows.assign(low=counts, value=counts, high=counts)
    >>> found = counts_per_head(rows, ["level"]).set_index("quantity")
    >>> round(float(np.exp(found.loc["level[prefecture]", "value"])), 6)
    2.0
    """
    prepare = _counts(model, people)
    return _regression(model, samples(rows, [*on, people]), on, prepare)


def share_on(
    rows: pd.DataFrame, on: Sequence[str], weights: str | None = None, model: str = "logit"
) -> pd.DataFrame:
    """Shares or rates on year, level and the like.

    Parameters
    ----------
    rows : DataFrame
        ``place_id``, ``reading``, ``low``, ``value``, ``high`` [share, 0 to 1; any unit for
        "least-squares"], and the columns that ``on`` and ``weights`` name.
    on : sequence of str
        Numbers or categories.
    weights : str, optional
        Column of weights above 0, for "least-squares" alone.
    model : {"logit", "least-squares"}

    Returns
    -------
    DataFrame
        `table.COLUMNS`: a coefficient for each number and each further category, and
        ``intercept``; of the logit in logarithms of odds.

    Raises
    ------
    ValueError
        At every reading there are too few places, or columns that cannot be told apart; or weights
        were given to the logit.

    Notes
    -----
    The fractional logit: Papke and Wooldridge (1996), *Journal of Applied Econometrics* 11:619,
    quasi-likelihood with robust limits; its hull is inner. Least squares: ``(X'WX)^-1 X'Wy`` is
    linear in the values, so each coefficient has its ends where every value stands at the end that
    the sign of its weight asks for, and the hull is exact.

    Examples
    --------
    >>> rows = pd.DataFrame({"place_id": list("abcde"), "reading": "central"})
    >>> rows["year"] = [2019, 2020, 2021, 2022, 2023]
    >>> shares = np.array([0.28, 0.30, 0.31, 0.33, 0.34])
    >>> rows = rows.assign(low=shares - 0.005, value=shares, high=shares + 0.005)
    >>> found = share_on(rows, ["year"], model="least-squares").set_index("quantity")
    >>> found.loc["year", ["low", "value", "high"]].astype(float).round(4).tolist()
    [0.012, 0.015, 0.018]
    """
    if model == "least-squares":
        chosen = samples(rows, [*on, *([weights] if weights else [])])
        return _regression(model, chosen, on, _linear(weights))
    if weights:
        raise ValueError("the fractional logit takes no weights; use 'least-squares'")

    def prepare(own: pd.DataFrame, x: pd.DataFrame) -> tuple[Fitting, dict[str, bool]]:
        binomial = sm.families.Binomial()
        fitting = generalised(x.to_numpy(), own["place_id"], binomial, np.zeros(len(x)))
        return fitting, dict.fromkeys(x, False)

    return _regression(model, samples(rows, on), on, prepare)


def _linear(weights: str | None = None) -> Preparing:
    def prepare(own: pd.DataFrame, x: pd.DataFrame) -> tuple[Fitting, dict[str, bool]]:
        given = own[weights].to_numpy(float) if weights else None
        return least_squares(x.to_numpy(), own["place_id"], given), dict.fromkeys(x, True)

    return prepare


def _counts(model: str, exposure: str | None) -> Preparing:
    if model not in ("poisson", NEGATIVE_BINOMIAL):
        raise ValueError(f"no model of counts is called {model!r}")

    def prepare(own: pd.DataFrame, x: pd.DataFrame) -> tuple[Fitting, dict[str, bool]]:
        offset = np.log(own[exposure].to_numpy(float)) if exposure else np.zeros(len(x))
        places, exact = own["place_id"], dict.fromkeys(x, False)
        if model == NEGATIVE_BINOMIAL:
            return negative_binomial(x.to_numpy(), places, offset), exact | {DISPERSION: False}
        exact |= dict.fromkeys(x.columns[1:], x.shape[1] == 2)
        return generalised(x.to_numpy(), places, sm.families.Poisson(), offset), exact

    return prepare


def _no_intercept(prepare: Preparing) -> Preparing:
    """All estimates but the first; a hull that nobody asks for takes as long as another."""

    def without(own: pd.DataFrame, x: pd.DataFrame) -> tuple[Fitting, dict[str, bool]]:
        fitting, exact = prepare(own, x)
        return lambda values: Fit(*(part[1:] for part in fitting(values))), dict(
            list(exact.items())[1:]
        )

    return without


def _regression(
    model: str,
    chosen: Iterable[Sample],
    on: Sequence[str],
    prepare: Preparing,
    scale: Callable[[Array], Array] | None = None,
) -> pd.DataFrame:
    """One block of rows a reading; a reading with too few values is one row that says so."""
    parts = []
    for sample in chosen:
        x = design(sample.rows, list(on))
        least = max(LEAST, x.shape[1] + 2)
        if len(sample.rows) < least:
            parts.append(refusal(model, sample, least))
            continue
        if np.linalg.matrix_rank(x.to_numpy()) < x.shape[1]:
            raise ValueError(f"{', '.join(on)} cannot be told apart among these places")
        fitting, exact = prepare(sample.rows, x)
        ends = [sample.rows[part].to_numpy(float) for part in ("low", "value", "high")]
        ends = [end if scale is None else scale(end) for end in ends]
        found = hull_of(fitting, *ends, np.array(list(exact.values())))
        parts.append(estimates(model, sample, least, list(exact), found))
    return together(parts)
