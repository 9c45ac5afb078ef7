"""The register that an office kept before: a sheet to fill in, read and judged row by row, taken over."""
