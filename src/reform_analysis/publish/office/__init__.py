"""Office files: charts as slides that can be edited and as workbooks, as bytes.

=============  =====================================================================
`graphs`       a panel -> series: low ends, widths, numbers, labels; the value axis
`tables`       what has no values on a scale -> tables; silence and hedges -> stacked bars
`values`       a graph -> its sheet of values, and a native chart of a workbook over it
`native`       a graph -> a native chart of a slide
`labels`       on which side of a mark its label stands, at which size all fits
`page`         a slide: title, finding, note and sources, in boxes that hold them
`deck`         a chart -> PPTX: graphs and tables on slides, as many beside each other as fit
`book`         a chart -> XLSX: its rows and all that stands behind them, on sheets
`shows`        a hash of what a deck and a workbook show
`archive`      clean text, fonts, fixed dates, the same bytes on every run
=============  =====================================================================

python-pptx and xlsxwriter come with the extra ``office`` and are imported where they are used.
"""

from reform_analysis.publish.office.archive import OfficeError
from reform_analysis.publish.office.book import workbook
from reform_analysis.publish.office.deck import slides

__all__ = ["OfficeError", "slides", "workbook"]
