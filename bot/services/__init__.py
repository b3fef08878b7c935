"""Use cases: one public method, one transaction."""
