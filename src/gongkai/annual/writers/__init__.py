"""Ways out: pages and documents made from a report."""
