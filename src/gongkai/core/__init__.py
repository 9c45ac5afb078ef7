"""What every working app stands on: organs and people, the case log, files, numbers, audit."""
