"""What a chart draws and says: rows chosen, arranged, with provenance and facts.

`choose` picks values, gaps and benchmarks of any chart by place; `special` the rows of charts with
more than one value a place; `arrange` gives panel, group and small type; `provenance` sources,
periods, populations and units; `facts` the words that travel with the chart; `not_comparable`
which of its values may not be compared, and why. No axes and no colours here.
"""
