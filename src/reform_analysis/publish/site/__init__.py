"""The pages to read in a browser: gallery, notebooks, tables, and what a number leads back to.

`site` puts the pages together, `gallery` the one page from which charts are copied, `evidence` what
a number on a page leads back to, `webfont` the font that it needs; the templates stand in `pages`.
Nothing is computed or worded here, and no page asks the network for anything.
"""
