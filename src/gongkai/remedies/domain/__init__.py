"""Verbs and queries of remedies."""
