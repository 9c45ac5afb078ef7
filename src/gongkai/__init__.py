"""Gongkai (公开): a government body's openness work, run for a year and accounted for."""

__version__ = "0.1.0"
