"""The case log: every case is its append-only list of events, chained by SM3.

Appending is the only way to change a case. The database refuses update and delete (migration 0002);
`verify` proves the chain and the projections, `rebuild` makes the projections anew.
"""
