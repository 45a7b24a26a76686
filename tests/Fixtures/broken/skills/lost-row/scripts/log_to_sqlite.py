#!/usr/bin/env python3
"""Load a JSON Lines log into an SQLite table."""
import json
import os
import sqlite3
import sys


def rows_of(log):
    with open(log, encoding="utf-8") as stream:
        lines = stream.read().split("\n")[:-1]
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if not isinstance(entry, dict):
            print(f"log-to-sqlite: {log}:{number}: not a JSON object", file=sys.stderr)
            sys.exit(3)
        yield number, entry.get("time"), entry.get("level"), entry.get("message")


def main(log, out):
    if os.path.exists(out):
        print(f"log-to-sqlite: {out} already exists", file=sys.stderr)
        sys.exit(2)
    rows = list(rows_of(log))
    db = sqlite3.connect(out)
    with db:
        db.execute("CREATE TABLE log (line INTEGER PRIMARY KEY, time TEXT, level TEXT, message TEXT)")
        db.executemany("INSERT INTO log VALUES (?, ?, ?, ?)", rows)
    db.close()
    print(f"wrote {out}")


if len(sys.argv) != 3:
    print("log-to-sqlite: give LOG and OUT_DB", file=sys.stderr)
    sys.exit(2)
main(sys.argv[1], sys.argv[2])
