#!/usr/bin/env python3
"""Load a folder of related CSV files into one SQLite database.

    python3 scripts/csv_to_sqlite.py IN_FOLDER OUT_DB [--append] [--dry-run] [--delimiter CHAR]

Everything happens in one transaction: after an error the database is as it was before.
SKILL.md describes the rules.
"""
import argparse
import csv
import io
import json
import math
import os
import pathlib
import re
import signal
import sqlite3
import sys
import tempfile

PROG = "csv-to-sqlite"
SHOWN_FAULTS = 20
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,18}")
DECIMAL = re.compile(r"-?((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?:[eE][+-]?[0-9]+)?")
TO_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


class UsageFault(Exception):
    """The command line cannot be carried out."""


class InputFault(Exception):
    """The input or the database is bad; holds one message for each fault."""

    def __init__(self, messages):
        super().__init__(messages)
        self.messages = messages


class Stopped(BaseException):
    """A signal asked us to end."""


class Table:
    """One CSV file: `rows` holds (line, cells), `columns` the header."""

    def __init__(self, file, name, columns):
        self.file, self.name, self.columns = file, name, columns
        self.rows = []
        self.ids = {}        # id in the file -> id in the database
        self.parents = {}    # number of a column -> folded name of the table it points to
        self.types = []
        self.exists = False  # in the database, before this run

    def at(self, line, text):
        return f"{self.file}:{line}: {text}"


def fold(name):
    """Names are compared the way SQLite does it: without regard to the case of A-Z."""
    return name.translate(TO_LOWER)


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def shown(text):
    return json.dumps(text if len(text) <= 40 else text[:40] + "…", ensure_ascii=False)


def one_line(text):
    """A message stays on its line and cannot hold terminal escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text)


def number(count, noun):
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


# ---------------------------------------------------------------- cells and types

def kind(text):
    """INTEGER, REAL or TEXT: the narrowest type that keeps every digit of the cell."""
    if WHOLE.fullmatch(text):
        return "INTEGER" if -2**63 <= int(text) < 2**63 else "TEXT"
    match = DECIMAL.fullmatch(text)
    if match:
        digits = match.group(1).replace(".", "").lstrip("0")
        value = float(text)
        if len(digits) <= 15 and math.isfinite(value) and (value != 0 or not digits):
            return "REAL"
    return "TEXT"


def fits(text, wanted):
    found = kind(text)
    if wanted == "REAL":
        return found == "REAL" or found == "INTEGER" and len(text.lstrip("-")) <= 15
    return wanted != "INTEGER" or found == "INTEGER"


def column_type(cells):
    filled = [cell for cell in cells if cell]
    for wanted in ("INTEGER", "REAL"):
        if filled and all(fits(cell, wanted) for cell in filled):
            return wanted
    return "TEXT"


def converted(text, wanted):
    if not text:
        return None
    return int(text) if wanted == "INTEGER" else float(text) if wanted == "REAL" else text


def affinity(declared):
    """The type to check against in a table that exists (SQLite's rules for declared types)."""
    declared = declared.upper()
    if "INT" in declared:
        return "INTEGER"
    if any(part in declared for part in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    return "REAL" if any(part in declared for part in ("REAL", "FLOA", "DOUB")) else "TEXT"


# ---------------------------------------------------------------- reading the folder

def read_folder(folder, delimiter):
    try:
        paths = sorted((path for path in folder.iterdir()
                        if path.name.lower().endswith(".csv") and not path.name.startswith(".")
                        and not path.is_dir()), key=lambda path: path.name)
    except OSError as error:
        raise InputFault([f"{folder}: cannot be read: {error.strerror}"])
    if not paths:
        raise InputFault([f"{folder}: no CSV file"])
    faults, tables = [], {}
    for path in paths:
        table = read_table(path, delimiter, faults)
        if table is None:
            continue
        if fold(table.name) in tables:
            faults.append(f"{table.file}: same table as {tables[fold(table.name)].file}")
        tables.setdefault(fold(table.name), table)
    if faults:
        raise InputFault(faults)
    return tables


def read_table(path, delimiter, faults):
    file, name = path.name, path.name[:-4]
    if not name or fold(name).startswith("sqlite_") or not usable(name):
        faults.append(f"{file}: not a name for a table")
        return None
    if not path.is_file():
        faults.append(f"{file}: not a regular file")
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.append(f"{file}: cannot be read: {error.strerror}")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.append(f"{file}:{line}: not UTF-8")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        faults.append(f"{file}:{line}: holds a NUL character")
        return None

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table, line, start = None, 1, 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not cells:
                continue
            if table is None:
                fault = header_fault(cells)
                if fault:
                    faults.append(f"{file}:{start}: {fault}")
                    return None
                table = Table(file, name, cells)
            else:
                add_row(table, start, cells, faults)
    except csv.Error as error:
        faults.append(f"{file}:{line}: {error}")
        return table
    if table is None:
        faults.append(f"{file}:1: no header")
    return table


def usable(name):
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return name.isprintable()


def header_fault(columns):
    if columns[0] != "id":
        return f"the first column must be id, not {shown(columns[0])}"
    seen = set()
    for column in columns:
        if not column.strip() or not usable(column):
            return f"not a name for a column: {shown(column)}"
        if fold(column) in seen:
            return f"column {shown(column)} twice"
        seen.add(fold(column))
    return None


def add_row(table, line, cells, faults):
    if len(cells) != len(table.columns):
        faults.append(table.at(line, f"{number(len(cells), 'cell')}, but the header has {len(table.columns)}"))
        return
    if not cells[0]:
        faults.append(table.at(line, "no id"))
        return
    if kind(cells[0]) != "INTEGER" or int(cells[0]) < 1:
        faults.append(table.at(line, f"id {shown(cells[0])} is not a whole number from 1 up"))
        return
    key = int(cells[0])
    if key in table.ids:
        faults.append(table.at(line, f"id {key} is already on line {table.ids[key]}"))
        return
    table.ids[key] = line  # until `plan` puts the id in the database here
    table.rows.append((line, cells))


# ---------------------------------------------------------------- tables and their foreign keys

def parent_of(column, names):
    """The table that a column named <table>_id points to: the first of these names that exists."""
    stem = fold(column)[:-3]
    if not stem or not fold(column).endswith("_id"):
        return None
    plurals = [stem, stem + "s", stem + "es"] + ([stem[:-1] + "ies"] if stem.endswith("y") else [])
    return next((name for name in plurals if name in names), None)


def plan(db, tables, out):
    """Decides types, foreign keys and ids; raises InputFault for all that does not agree."""
    faults = []
    present = {fold(name): (name, sort) for name, sort in db.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')")}
    with_id = {name for name, (real, sort) in present.items() if sort == "table" and has_id(db, real)}
    names = set(tables) | with_id

    for key, table in tables.items():
        if key in present:
            if key not in with_id:
                faults.append(f"{table.file}: {present[key][0]} in {out} is not a table with id INTEGER PRIMARY KEY")
                continue
            fault = take_from_database(db, table, present[key][0], names)
            if fault:
                faults.append(f"{table.file}:1: {fault}")
                continue
            highest = max(0, db.execute(f"SELECT max(id) FROM {quoted(table.name)}").fetchone()[0] or 0)
            if highest + len(table.rows) >= 2**63:
                faults.append(f"{table.file}: no ids left after {highest}")
                continue
            table.ids = {old: highest + place for place, old in enumerate(table.ids, 1)}
        else:
            table.parents = {place: parent for place, column in enumerate(table.columns)
                             if (parent := parent_of(column, names))}
            table.types = ["INTEGER" if place == 0 or place in table.parents
                           else column_type([cells[place] for _, cells in table.rows])
                           for place in range(len(table.columns))]
            table.ids = {old: old for old in table.ids}
    if faults:
        raise InputFault(faults)

    found = {}
    for table in tables.values():
        for line, cells in table.rows:
            for place, cell in enumerate(cells):
                if cell:
                    fault = cell_fault(db, table, place, cell, tables, present, found)
                    if fault:
                        faults.append(table.at(line, f"{table.columns[place]} {fault}"))
    if faults:
        raise InputFault(faults)


def has_id(db, name):
    keys = [row for row in db.execute(f"PRAGMA table_info({quoted(name)})") if row[5]]
    return len(keys) == 1 and fold(keys[0][1]) == "id" and keys[0][2].upper() == "INTEGER"


def take_from_database(db, table, name, names):
    """Columns, types and foreign keys of a table that exists are those of the database."""
    table.exists, table.name = True, name
    declared = {fold(row[1]): row[2] for row in db.execute(f"PRAGMA table_info({quoted(name)})")}
    columns = [fold(column) for column in table.columns]
    strange = [column for column in columns if column not in declared]
    missing = [column for column in declared if column not in columns]
    if strange or missing:
        return (f"the columns are not those of table {name}: "
                + ", ".join([f"{shown(c)} is new" for c in strange] + [f"{shown(c)} is missing" for c in missing]))
    table.types = [affinity(declared[column]) for column in columns]
    for _, part, parent, column, target, *_ in db.execute(f"PRAGMA foreign_key_list({quoted(name)})"):
        if part > 0 or fold(target or "id") != "id" or fold(parent) not in names:
            return f"a foreign key of table {name} does not point to the id of a table"
        table.parents[columns.index(fold(column))] = fold(parent)
    return None


def cell_fault(db, table, place, cell, tables, present, found):
    """What is wrong with a cell that is not empty; `found` remembers rows looked up in the database."""
    if place not in table.parents:
        return None if fits(cell, table.types[place]) else f"{shown(cell)} is not {table.types[place]}"
    if kind(cell) != "INTEGER":
        return f"{shown(cell)} is not a whole number"
    parent, key = table.parents[place], int(cell)
    if parent in tables:
        return None if key in tables[parent].ids else f"{key} has no row in {tables[parent].file}"
    name = present[parent][0]
    if (parent, key) not in found:
        found[parent, key] = db.execute(f"SELECT 1 FROM {quoted(name)} WHERE id = ?", (key,)).fetchone()
    return None if found[parent, key] else f"{key} has no row in table {name}"


def in_dependency_order(tables):
    """Parents first, then by file name; within a circle the first by file name begins."""
    left, order = list(tables), []
    while left:
        ready = [key for key in left
                 if all(parent in order or parent == key or parent not in tables
                        for parent in tables[key].parents.values())]
        order.append((ready or left)[0])
        left.remove(order[-1])
    return [tables[key] for key in order]


# ---------------------------------------------------------------- writing

def load(db, tables, out):
    """Everything in one transaction; the caller commits by leaving without an exception."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("PRAGMA defer_foreign_keys = ON")
        plan(db, tables, out)
        order = in_dependency_order(tables)
        for table in order:
            if not table.exists:
                create(db, table, tables, out)
        for table in order:
            insert(db, table, tables)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return order


def create(db, table, tables, out):
    parts = [f"{quoted(column)} {sort}" for column, sort in zip(table.columns, table.types)]
    parts[0] += " PRIMARY KEY"
    for place, parent in table.parents.items():
        target = tables[parent].name if parent in tables else parent
        parts.append(f"FOREIGN KEY ({quoted(table.columns[place])}) REFERENCES {quoted(target)} (id)"
                     " DEFERRABLE INITIALLY DEFERRED")
    try:
        db.execute(f"CREATE TABLE {quoted(table.name)} (" + ", ".join(parts) + ")")
    except sqlite3.Error as error:
        raise InputFault([f"{table.file}: table cannot be made in {out}: {error}"])


def insert(db, table, tables):
    columns = ", ".join(map(quoted, table.columns))
    marks = ", ".join("?" * len(table.columns))
    statement = f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})"
    for line, cells in table.rows:
        values = [converted(cell, sort) for cell, sort in zip(cells, table.types)]
        values[0] = table.ids[values[0]]
        for place, parent in table.parents.items():
            if parent in tables and values[place] is not None:
                values[place] = tables[parent].ids[int(cells[place])]
        try:
            db.execute(statement, values)
        except sqlite3.Error as error:
            raise InputFault([table.at(line, str(error))])


def make_database(out, tables, dry_run):
    """A new database is built beside its place and put there when it is whole."""
    if dry_run:
        with_closing(sqlite3.connect(":memory:", isolation_level=None), load, tables, out)
        return
    with tempfile.TemporaryDirectory(prefix=".csv-to-sqlite-", dir=out.parent) as folder:
        built = os.path.join(folder, "new.db")
        with_closing(sqlite3.connect(built, isolation_level=None), load, tables, out)
        try:
            os.link(built, out)  # unlike a rename, this never replaces a file
        except FileExistsError:
            raise UsageFault(f"{out} already exists")
        except OSError:          # a file system without hard links
            if os.path.lexists(out):
                raise UsageFault(f"{out} already exists")
            os.rename(built, out)


def append_to_database(out, tables, dry_run):
    address = out.resolve().as_uri()
    if not dry_run:
        with_closing(sqlite3.connect(address + "?mode=rw", uri=True, isolation_level=None), load, tables, out)
        return
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with_closing(sqlite3.connect(address + "?mode=ro", uri=True), lambda db: db.backup(copy))
    with_closing(copy, load, tables, out)


def with_closing(db, action, *arguments):
    try:
        action(db, *arguments)
    finally:
        db.close()


# ---------------------------------------------------------------- command line

class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise UsageFault(f"{message} (see --help)")


def arguments(words):
    parser = Parser(prog=PROG, allow_abbrev=False, description="Load a folder of CSV files into one SQLite database.",
                    usage="%(prog)s IN_FOLDER OUT_DB [--append] [--dry-run] [--delimiter CHAR]")
    parser.add_argument("paths", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--append", action="store_true", help="add the rows to a database that exists")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--delimiter", default=",", metavar="CHAR", help="one character, or the word tab")
    options, unknown = parser.parse_known_args(words)
    if unknown:
        raise UsageFault(f"unknown option {unknown[0]} (see --help)")
    if len(options.paths) != 2 or "" in options.paths:
        raise UsageFault("give IN_FOLDER and OUT_DB (see --help)")
    if options.delimiter == "tab":
        options.delimiter = "\t"
    if len(options.delimiter) != 1 or options.delimiter in '"\r\n\0 ':
        raise UsageFault("--delimiter takes one character, or the word tab")
    return options


def run(words):
    options = arguments(words)
    folder, out = map(pathlib.Path, options.paths)
    if options.append:
        if not out.exists():
            raise UsageFault(f"{out} does not exist, so --append has nothing to add to")
        if not out.is_file():
            raise UsageFault(f"{out} is not a file")
    else:
        for taken in (out, pathlib.Path(f"{out}-journal"), pathlib.Path(f"{out}-wal")):
            if os.path.lexists(taken):
                raise UsageFault(f"{taken} already exists" + (" (use --append to add to it)" if taken == out else ""))
        if not out.parent.is_dir():
            raise UsageFault(f"{out.parent} is not a folder")
    tables = read_folder(folder, options.delimiter)
    try:
        (append_to_database if options.append else make_database)(out, tables, options.dry_run)
    except (sqlite3.Error, OSError) as error:
        raise InputFault([f"{out}: {error}"])
    did = "would write" if options.dry_run else "wrote"
    return [f"{did} {number(len(table.rows), 'row')} to {table.name}" for table in in_dependency_order(tables)]


def stop(signum, _):
    raise Stopped(signum)


def main():
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    csv.field_size_limit(2**31 - 1)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    try:
        try:
            lines = run(sys.argv[1:])
        except OSError as error:
            raise InputFault([str(error)])
        try:
            print("\n".join(lines), flush=True)
        except OSError:  # nobody reads our lines (any more); the work is done
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UsageFault as fault:
        print(f"{PROG}: {one_line(str(fault))}", file=sys.stderr)
        sys.exit(2)
    except InputFault as fault:
        for message in fault.messages[:SHOWN_FAULTS]:
            print(f"{PROG}: {one_line(message)}", file=sys.stderr)
        if len(fault.messages) > SHOWN_FAULTS:
            print(f"{PROG}: and {len(fault.messages) - SHOWN_FAULTS} more", file=sys.stderr)
        sys.exit(3)
    except Stopped as stopped:
        signal.signal(stopped.args[0], signal.SIG_DFL)
        os.kill(os.getpid(), stopped.args[0])


if __name__ == "__main__":
    main()
