"""The annual report as a document: forms, model, readers, checks, writers, comparison.

Pure: files in, values out. No database, no framework, no terminal.
"""
