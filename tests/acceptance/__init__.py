"""Reader and checker judged from outside: made reports in every shape, planted faults, and the shared reports."""
