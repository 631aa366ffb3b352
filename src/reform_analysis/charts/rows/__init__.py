"""What a chart draws and says: rows chosen, arranged, with provenance and facts.

`choose` picks values, gaps and benchmarks of any chart by place; `special` the rows of charts with
more than one value a place, `derived` those that are worked out from values, `across` and `tiles`
those of the wider sample's ranks and map; `arrange` gives panel, group and small type; `provenance`
sources, periods, populations and units; `told` the label of a row, `findings` the sentence,
`models` the tables of models in words, `orders` which orders the values bear; `facts` all the words
that travel with the chart; `not_comparable` which of its values may not be compared, and why. No
axes and no colours here.
"""
