"""Tables of models in words: numbers by hand, both languages complete, reasons told."""

import re

import numpy as np
import pandas as pd
import pytest

from real_tables import BOOK
from reform_analysis.charts.rows.models import told_model
from reform_analysis.charts.words import LANGUAGES, WordsError, words
from reform_analysis.values.models.pooled import pooled
from reform_analysis.values.models.regression import counts_per_head, elasticity, share_on
from reform_analysis.values.models.slopes import slopes
from reform_analysis.values.models.table import over_readings
from reform_analysis.values.models.tau import kendall

NAMES = ["huaibei", "jingjiang", "jiangdu", "wujin", "yancheng", "zhutang"]
COUNTS = np.array([900.0, 3100.0, 2800.0, 9900.0, 12000.0, 70000.0])


def rows() -> pd.DataFrame:
    people = [1e5, 3e5, 4e5, 9e5, 2e6, 8e6]
    given = pd.DataFrame({"place_id": NAMES, "reading": "central", "people": people})
    given = given.assign(low=COUNTS, value=COUNTS, high=COUNTS * 1.1, variance=1e6)
    return given.assign(year=range(2019, 2025), level=["county", "province"] * 3)


def years() -> pd.DataFrame:
    days = pd.to_datetime(["2019-12-31", "2020-12-31", "2021-12-31"] * 2)
    return rows().assign(place_id=["huaibei"] * 3 + ["wujin"] * 3, period_end=days)


def shares() -> pd.DataFrame:
    return rows().assign(low=0.3, value=[0.3, 0.31, 0.32, 0.31, 0.33, 0.34], high=0.35)


TABLES = {
    "poisson": lambda: elasticity(rows()),
    "negative-binomial": lambda: elasticity(rows(), model="negative-binomial"),
    "levels": lambda: counts_per_head(rows(), ["level"]),
    "logit": lambda: share_on(shares(), ["year", "level"]),
    "pooled": lambda: pooled(rows()),
    "kendall": lambda: kendall(rows(), "people"),
    "slope": lambda: slopes(years()),
    "growth": lambda: slopes(years(), growth=True),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_every_model_is_told_in_both_languages(name, lang):
    table = TABLES[name]()
    told = told_model(table, words(lang, BOOK))
    assert len(told) == len(table) and told.columns.is_unique
    text = " ".join([*told.columns, *told.to_numpy().ravel()])
    if lang == "zh":
        assert not re.search("[A-Za-z]{2,}", text), text
    else:
        assert not re.search("[一-鿿]", text), text
    assert "nan" not in text and "_" not in text
    assert "confidence" not in text.lower() and "置信" not in text


def test_numbers_have_the_digits_that_tell_their_ends_apart():
    table = elasticity(rows(), model="log-log").assign(
        low=0.9471, value=1.0049, high=1.0533, sampling_low=-0.51, sampling_high=2.49
    )
    (told,) = told_model(table, words("en", BOOK)).to_dict("records")
    assert told["range over all values that the words allow"] == "0.95 to 1.05, exact"
    assert told["at the printed numbers"] == "1"
    assert told["sampling limits, as if places had been drawn"] == "-0.5 to 2.5"
    assert told["values"] == "6" and told["left out"] == ""


def test_growth_is_told_in_per_cent():
    table = slopes(years(), growth=True).assign(low=-0.0197, value=0.1084, high=0.1124)
    told = told_model(table, words("zh", BOOK))
    assert told["地区"].tolist() == ["淮北市", "武进区"]
    assert told["按读法各值变动时的范围"].tolist() == ["-2%至11%，精确"] * 2


def test_places_left_out_and_readings_refused_have_their_reason():
    wide = rows().assign(reading="wide")
    wide.loc[:1, "high"] = np.inf
    central = rows()
    central.loc[5, "people"] = np.nan
    table = elasticity(pd.concat([central, wide]))
    told = told_model(table, words("en", BOOK))
    assert told["left out"].tolist() == [
        "Zhutang: not known: population",
        "Huaibei: no upper end; Jingjiang: no upper end",
    ]
    assert told["range over all values that the words allow"].iloc[1] == (
        "too few to estimate: 4, at least 5 are needed"
    )
    over = told_model(over_readings(table), words("zh", BOOK))
    assert over["读法"].tolist() == ["中"]


def test_a_quantity_without_a_word_is_an_error_that_names_it():
    table = share_on(shares().assign(gdp=range(6)), ["gdp"])
    with pytest.raises(WordsError, match="no word 'quantity.gdp' in 'zh'"):
        told_model(table, words("zh", BOOK))
