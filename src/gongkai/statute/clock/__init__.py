"""Clocks: what happened in a case, and what the law makes of it, each day with its reason."""
