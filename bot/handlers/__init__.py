"""Taps and messages: one service call, one screen, one answer."""
