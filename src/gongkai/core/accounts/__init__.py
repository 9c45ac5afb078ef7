"""Signing in: second factor, lock-out, sessions, the first administrator."""
