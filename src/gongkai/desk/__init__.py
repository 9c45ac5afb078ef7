"""The face for staff: a view asks a form, calls a verb, renders."""
