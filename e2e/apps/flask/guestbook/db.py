import sqlite3


def create(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS entry (name TEXT NOT NULL)")


def add(path, name):
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO entry (name) VALUES (?)", (name,))


def names(path):
    with sqlite3.connect(path) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM entry ORDER BY rowid")]
