"""The pages to read in a browser: gallery, notebooks, tables, and what a number leads back to.

`site` puts the pages together, `gallery` the first page, `chart_page` that of a chart, `followed`
and `evidence` what a number on a page leads back to, `about` what explains it. `render` fills in
the templates of the folder `pages`, with script and style (`assets`); `thumbnail` makes small
pictures; `marks` tells the marks of a chart one by one, `choices` what a reader may
choose for it.
Nothing is computed or worded here, and no page asks the network for anything.
"""
