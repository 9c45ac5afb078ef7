"""How every page looks and speaks: words in both languages, base templates, parts. Knows no model."""
