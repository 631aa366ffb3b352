"""The five reports of this release; a report that is added changes nothing that is said of them."""

FIVE = ("jingjiang-2020", "jiangdu-2023", "wuxi-zone-2023", "zhutang-2023", "tianye-2023",
        "huaibei-2021", "wujin-2025", "yancheng-2023")  # fmt: skip
"""The articles in them that hold claims, by source."""

PLACES = ("yancheng", "huaibei", "wujin", "jiangdu", "jingjiang", "zhutang", "wuxi-bonded-zone")
"""The places that they report on, as charts have them in order."""
