"""Pictures of the screens, as a phone shows them: `python -m tools.screens [NAME…]`."""
