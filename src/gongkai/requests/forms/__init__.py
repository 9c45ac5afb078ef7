"""What is asked for: fields, the request itself, and each act on it."""
