"""A whole folder of annual reports as tables: `run.run_corpus`.

Read in parallel, taken up where a run stopped; one bad file is one row. Nothing is imported here,
for each reading process imports this package and has no use for the writing side.
"""
