from tests.databases import sqlite_template

__all__ = ["sqlite_template"]
