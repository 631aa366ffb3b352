"""Charts: a tidy frame and axes in, axes out; one file for each dimension.

=================  =================================================================
`rows`             chooses what a chart draws: values, gaps, benchmarks
`provenance`       what these rest on: sources, periods, denominators, units
`facts`            the words that travel with a chart, filled in from its rows
`apart`            which values of a chart may not be compared, and why
`arrange`          the panel and the group of each row, the small type beside it
`places`           rows by place, for any indicator that the register asks for
`chosen`           rows of charts with more than one value a place
`structure`        what the reports say at all: cells, silence, hedges
`denominators`     counts and values per head, rung by rung; `specification` all choices
`canvas`           axes in centimetres both ways, the looks of places
`leadership` …     one function a chart, a file for each dimension
`registry`         which function draws a chart, and which one chooses its rows
`marks`            intervals, bounds, gaps, brackets and their labels
`layout`           sizes of type, rows, names, headings, titles of panels, scales
`page`             title and finding above, sources below, the height that all needs
`lettering`        text measured and broken into lines
=================  =================================================================

Nothing here reads or saves, and nothing is computed but counts and orders of rows;
`reform_analysis.charts.draw` reads and saves.
"""
