"""Asterisk through ARI: REST over its WebSocket, events, legs, media, provisioning."""
