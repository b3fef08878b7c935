"""Departments, their line and their calls back, over real books in virtual time."""
