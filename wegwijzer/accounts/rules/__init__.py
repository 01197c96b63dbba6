"""Who may do what, as tables. Knows no database and no keys."""
