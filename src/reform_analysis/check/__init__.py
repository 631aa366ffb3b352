"""Whether the tables hold together: what `reform-analysis check` lists.

Here belong rules between tables, within rows and of the tables that hold rules; not the form of a
file (`csvfiles`) nor of a cell (`schema`), and nothing that computes or writes.
"""
