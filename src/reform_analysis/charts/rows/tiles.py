"""Rows of the map of provinces: a tile each, with the places of the sample that lie in it.

China's provinces stand on a grid that only roughly follows their position (``codebook/registers/
tiles``): every tile has the same size, so that a small province is seen as well as a large one, and
no line on the map claims to be a border.
"""

from __future__ import annotations

import pandas as pd

OTHER = "other"
"""Level of what is neither a province nor a prefecture nor a county."""

LEVELS = ("province", "prefecture", "county", OTHER)


def province_of(places: pd.DataFrame) -> pd.Series:
    """Code of the province that each place lies in.

    Parameters
    ----------
    places : DataFrame
        ``raw/places``: ``place_id``, ``level``, ``gb_code``, ``parent_id``.

    Returns
    -------
    Series of str
        By place; missing for the nation and for what no parent with a code is known of.

    Examples
    --------
    >>> places = pd.DataFrame(
    ...     {
    ...         "place_id": ["china", "jiangsu", "zone"],
    ...         "level": ["country", "province", "zone"],
    ...         "gb_code": [None, "320000", None],
    ...         "parent_id": [None, "china", "jiangsu"],
    ...     }
    ... )
    >>> province_of(places).to_dict()
    {'china': None, 'jiangsu': '320000', 'zone': '320000'}
    """
    known = places.set_index("place_id")
    codes, parents = known["gb_code"].to_dict(), known["parent_id"].to_dict()

    def of(place: object) -> str | None:
        while isinstance(place, str):
            if isinstance(codes.get(place), str):
                return codes[place][:2] + "0000"
            place = parents.get(place)
        return None

    return pd.Series({place: of(place) for place in known.index}, dtype=object)


def coverage(tiles: pd.DataFrame, places: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """How many places of each province have a value, by level.

    Parameters
    ----------
    tiles : DataFrame
        ``codebook/registers/tiles``.
    places : DataFrame
        ``raw/places``.
    values : DataFrame
        Rows with ``place_id`` and ``low``, such as those of ``processed/indicators`` or of
        ``processed/claims``; a row without ``low`` is no value.

    Returns
    -------
    DataFrame
        The columns of ``tiles``, ``level`` and ``places`` [number of different places, above 0]; a
        province without any has one row, ``level`` missing and ``places`` 0.

    Examples
    --------
    >>> from reform_analysis import load
    >>> found = coverage(load("tiles"), load("places"), load("processed/claims"))
    >>> found.query("name_en == 'Jiangsu' and level == 'county'")["places"].item() >= 3
    True
    """
    given = values.loc[values["low"].notna(), "place_id"].drop_duplicates()
    level = places.set_index("place_id")["level"]
    found = pd.DataFrame({"gb_code": given.map(province_of(places)), "level": given.map(level)})
    found["level"] = found["level"].where(found["level"].isin(LEVELS), OTHER)
    counts = found.groupby(["gb_code", "level"]).size().rename("places").reset_index()
    rows = tiles.merge(counts, on="gb_code", how="left")
    return rows.assign(places=rows["places"].fillna(0).astype(int))


def values_of_provinces(
    tiles: pd.DataFrame, places: pd.DataFrame, values: pd.DataFrame
) -> pd.DataFrame:
    """The value that each province itself reports.

    Parameters
    ----------
    tiles, places
        As for `coverage`.
    values : DataFrame
        Of one indicator, one unit and one reading: ``place_id``, ``low``, ``value``, ``high``,
        ``unit``, ``reading``; values of other places count only as places.

    Returns
    -------
    DataFrame
        The columns of ``tiles``, ``places`` [number of places with a value, the province included]
        and the columns of ``values`` for the province, missing where it has none.

    Raises
    ------
    ValueError
        A province has two values.

    Examples
    --------
    >>> from reform_analysis import load
    >>> row = {"place_id": "jiangsu", "low": 0.33, "value": 0.33, "high": 0.34, "unit": "fraction"}
    >>> values = pd.DataFrame([row | {"reading": "central"}])
    >>> found = values_of_provinces(load("tiles"), load("places"), values)
    >>> len(found), found["low"].notna().sum().item()
    (34, 1)
    """
    given = values[values["low"].notna()]
    provinces = province_of(places)
    counts = given["place_id"].drop_duplicates().map(provinces).value_counts()
    whole = places.loc[places["level"].eq("province"), "place_id"]
    own = given[given["place_id"].isin(whole)]
    twice = own.loc[own["place_id"].duplicated(), "place_id"]
    if len(twice):
        raise ValueError(f"{twice.iloc[0]!r} has two values; choose a variant and a reading")
    own = own.assign(gb_code=own["place_id"].map(provinces))
    rows = tiles.merge(own, on="gb_code", how="left")
    return rows.assign(places=rows["gb_code"].map(counts).fillna(0).astype(int))
