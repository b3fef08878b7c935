"""Gudok: a company PBX whose console is a Telegram chat."""
