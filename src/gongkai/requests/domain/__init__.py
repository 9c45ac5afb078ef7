"""Verbs and queries of requests: each verb one transaction and one event."""
