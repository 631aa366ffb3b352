"""Office files: charts as slides that can be edited and as workbooks, as bytes.

=============  =====================================================================
`panels`       the rows of a chart -> panels of points, as the picture arranges them
`graphs`       a panel -> series: low ends, widths, numbers, labels; the value axis
`shares`       silence and hedges -> stacked bars
`tables`       the matrix of what is reported -> tables, one a dimension
`native`       a graph -> a native chart of a slide
`labels`       on which side of a mark its label stands, at which size all fits
`page`         a slide: title, finding, note and sources, in boxes that hold them
`deck`         a chart -> PPTX: graphs and tables on slides, as many beside each other as fit
`sheets`       the rows of a chart, and all that stands behind them -> sheets
`values`       a graph -> its sheet of values, and a native chart of a workbook over it
`book`         a chart -> XLSX
`shows`        a hash of what a deck and a workbook show
`archive`      clean text, fonts, fixed dates, the same bytes on every run
=============  =====================================================================

python-pptx and xlsxwriter come with the extra ``office`` and are imported where they are used.
"""

from reform_analysis.publish.office.archive import OfficeError
from reform_analysis.publish.office.book import workbook
from reform_analysis.publish.office.deck import slides

__all__ = ["OfficeError", "slides", "workbook"]
