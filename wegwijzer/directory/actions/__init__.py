"""One function per deed, in one transaction, with by= and at=."""
