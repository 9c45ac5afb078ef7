"""The law as data and pure functions. Imports nothing but the standard library."""
