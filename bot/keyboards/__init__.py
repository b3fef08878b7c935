"""Screens and callback data: pure, from facts to text and buttons."""
