"""The public pages: each a pure function of an edition and an address."""
