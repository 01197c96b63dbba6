"""Pure rules of the signpost: no Django, no YAML, no clock."""
