"""The directory: schools, boards and regions from open data, and what organisations state about themselves.

The tables are where it is kept. What visitors see is a *register*: one immutable file, published from the
tables, so that a page never waits for a database.
"""
