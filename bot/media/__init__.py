"""Guarded ffmpeg and pydub, and the sounds that come with Gudok."""
