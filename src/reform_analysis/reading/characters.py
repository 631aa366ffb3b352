"""Traditional characters and their simplified ones, the one list of them."""

from __future__ import annotations

from reform_analysis.tables.codebook import Codebook


def simplified(codebook: Codebook) -> dict[int, str]:
    """The exchange of traditional for simplified characters, one for one.

    Parameters
    ----------
    codebook : Codebook
        Its table ``codebook/reading/characters``.

    Returns
    -------
    dict of int to str
        For ``str.translate``; shared, not to be changed. Ask for it by `Codebook.once`.

    Raises
    ------
    TableError
        The table cannot be read.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> "三萬餘個".translate(codebook().once(simplified))
    '三万余个'
    """
    rows = codebook.rows("codebook/reading/characters")
    return {ord(row["traditional"]): row["simplified"] for row in rows}
