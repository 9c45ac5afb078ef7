"""Files broken in every way that a generator can think of: no reader may answer with a traceback."""
