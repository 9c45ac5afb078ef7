"""The rules that a report is checked against, each one small function in one place."""
