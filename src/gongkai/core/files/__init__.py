"""Files, stored by the hash of their content outside the web root."""
