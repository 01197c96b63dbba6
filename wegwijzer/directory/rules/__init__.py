"""Pure rules: places, search, freshness, what an import changes. No Django, no clock, no disk."""
