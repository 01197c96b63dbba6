"""Reads the content pack.

YAML in, plain data out, and a mistake always has a file and a line. Knows no Django.
"""
