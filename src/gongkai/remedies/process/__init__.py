"""Reconsideration and litigation, purely: entries folded, clocks of each stage, table 4."""
