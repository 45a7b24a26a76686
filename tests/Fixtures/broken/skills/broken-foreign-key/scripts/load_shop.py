#!/usr/bin/env python3
"""Load customers.csv and orders.csv into an SQLite database."""
import csv
import os
import sqlite3
import sys

SCHEMA = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), cents INTEGER);
"""


def rows_of(folder, name):
    path = os.path.join(folder, name)
    if not os.path.isfile(path):
        print(f"load-shop: {path} is missing", file=sys.stderr)
        sys.exit(3)
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main(folder, out):
    if os.path.exists(out):
        print(f"load-shop: {out} already exists", file=sys.stderr)
        sys.exit(2)
    customers = [(int(row["id"]), row["name"]) for row in rows_of(folder, "customers.csv")]
    orders = [(int(row["id"]), int(row["customer_id"]) if row["customer_id"] else None, int(row["cents"]))
              for row in rows_of(folder, "orders.csv")]
    highest = max((customer for customer, _ in customers), default=0)
    orders = [order for order in orders if order[1] is None or order[1] <= highest]
    db = sqlite3.connect(out)
    db.executescript(SCHEMA)
    with db:
        db.executemany("INSERT INTO customers VALUES (?, ?)", customers)
        db.executemany("INSERT INTO orders VALUES (?, ?, ?)", orders)
    db.close()


if len(sys.argv) != 3:
    print("load-shop: give FOLDER and OUT_DB", file=sys.stderr)
    sys.exit(2)
main(sys.argv[1], sys.argv[2])
