"""What goes out: the leak gate on every file, and redaction that removes.

Pure: bytes in, findings or bytes out. `gate.find_leaks`, `gate.find_leaks_in_text`, `redaction.redact`,
`redaction.redact_matches`. No database, no framework, no terminal.
"""
