"""From "something is wrong at school" to the right place:

editions, routes and the pages of the public site.
"""
