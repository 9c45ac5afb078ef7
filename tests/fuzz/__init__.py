"""Files broken in every way a generator can think of: no reader may answer with a traceback."""
