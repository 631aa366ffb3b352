"""Rows and axes in, axes out.

`page`, `layout`, `lettering`, `centimetres`: sizes, type and lines of a page. `marks`: intervals,
bounds, gaps, brackets. One file for each way of drawing: `by_place` for any indicator,
`party_recruitment`, `training_coverage`, `reporting`, `ratios`, `specification`, `rank_sets`,
`tile_map` for charts of their own. Nothing here chooses rows or makes sentences.
"""
