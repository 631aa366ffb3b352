"""Charts: a tidy frame and axes in, axes out; one file for each dimension.

=================  =================================================================
`rows`             chooses what a chart draws: values, gaps, benchmarks
`provenance`       what these rest on: sources, periods, denominators, units
`facts`            the words that travel with a chart, filled in from its rows
`leadership` …     one function a chart, a file for each dimension
`marks`            intervals, bounds, gaps, brackets and their labels
`layout`           rows, names, headings, titles of panels, scales
`page`             title and finding above, sources below, the height that all needs
`lettering`        text measured and broken into lines
=================  =================================================================

Nothing here reads, saves or computes a statistic; `reform_analysis.publish` does the first two.
"""
