"""The outside world in one process: a Bot API server, its chat page and telephones. Only `app` knows it."""
