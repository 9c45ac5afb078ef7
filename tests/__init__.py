"""Tests mirror src/gongkai."""
