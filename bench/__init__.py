"""Measurements that anyone can rerun: `make bench`, or `make bench ONLY=page`."""
