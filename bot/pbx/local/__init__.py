"""The local switchboard: a small telephone switch in this process, for the page and for tests."""
