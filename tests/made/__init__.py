"""Made reports: true figures, prose that agrees with them, and the shapes in which readers meet both.

Nothing here uses the code under test. The form's labels are written out once more (`official`), so that a
slip in the package's own data cannot hide itself. Every organ, person, address and telephone number is invented.
"""
