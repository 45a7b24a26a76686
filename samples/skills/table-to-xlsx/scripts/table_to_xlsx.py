#!/usr/bin/env python3
"""Write a folder of related CSV files as one Excel workbook.

    python3 scripts/table_to_xlsx.py IN_FOLDER OUT_XLSX [--total] [--title TEXT]

The workbook is made with zipfile and text alone. SKILL.md describes the rules.
"""
import csv
import datetime
import io
import os
import pathlib
import re
import sys
import tempfile
import zipfile

PROG = "table-to-xlsx"
USAGE = "python3 scripts/table_to_xlsx.py IN_FOLDER OUT_XLSX [--total] [--title TEXT]"
SHOWN_FAULTS = 20
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1048576, 16384, 32767
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
FIRST_DAY = datetime.datetime(1899, 12, 30)  # a serial from 61 on counts the days from here
EARLIEST = datetime.datetime(1900, 3, 1)     # before, Excel counts a 29 February that never was
STYLES = {"plain": 0, "header": 1, "date": 2, "time": 3}

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class UsageFault(Exception):
    """The command line cannot be carried out."""


class InputFault(Exception):
    """The input is bad; holds one message for each fault."""

    def __init__(self, messages):
        super().__init__(messages)
        self.messages = messages


class Table:
    """One CSV file: `rows` holds the header and then the cells."""

    def __init__(self, file, rows):
        self.file, self.name, self.rows = file, file[:-4], rows

    def parents(self, names):
        """The other tables that the columns `<table>_id` name."""
        stems = [column[:-3].lower() for column in self.rows[0] if column.lower().endswith("_id")]
        found = {next((name for name in (stem, stem + "s") if name in names), None) for stem in stems}
        return found - {None, self.name.lower()}


# ---------------------------------------------------------------- reading

def read_folder(folder):
    try:
        paths = sorted((path for path in folder.iterdir()
                        if path.name.lower().endswith(".csv") and not path.name.startswith(".") and path.is_file()),
                       key=lambda path: path.name)
    except OSError as error:
        raise InputFault([f"{folder}: cannot be read: {error.strerror}"])
    if not paths:
        raise InputFault([f"{folder}: no CSV file"])
    faults, tables = [], {}
    for path in paths:
        table = read_table(path, faults)
        if table is None:
            continue
        if table.name.lower() in tables:
            faults.append(f"{table.file}: same sheet as {tables[table.name.lower()].file}")
        tables.setdefault(table.name.lower(), table)
    if faults:
        raise InputFault(faults)
    return tables


def read_table(path, faults):
    file = path.name
    if re.search(r"[\\/*?:\[\]]|^'|'$", file[:-4]) or not 1 <= len(file) - 4 <= 31 or not file.isprintable():
        faults.append(f"{file}: not a name for a sheet")
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        faults.append(f"{file}: cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.append(f"{file}:{line}: not UTF-8")
        return None
    reader, rows, line = csv.reader(io.StringIO(text, newline=""), strict=True), [], 1
    before = len(faults)
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if cells:
                fault = row_fault(cells, rows)
                if fault:
                    faults.append(f"{file}:{start}: {fault}")
                    if not rows:
                        return None
                rows.append(cells)
    except csv.Error as error:
        faults.append(f"{file}:{line}: {error}")
    if not rows:
        faults.append(f"{file}:1: no header")
    return Table(file, rows) if len(faults) == before else None


def row_fault(cells, rows):
    if not rows:
        lower = [cell.strip().lower() for cell in cells]
        if "" in lower:
            return f"column {lower.index('') + 1} has no name"
        twice = next((cell for place, cell in enumerate(cells) if lower[place] in lower[:place]), None)
        if twice:
            return f"column {twice} twice"
    elif len(cells) != len(rows[0]):
        return f"{len(cells)} cell{'s' * (len(cells) != 1)}, but the header has {len(rows[0])}"
    if len(rows) >= MOST_ROWS or len(cells) > MOST_COLUMNS:
        return "more than a sheet can hold"
    if any(len(cell) > MOST_CHARACTERS for cell in cells):
        return f"a cell of more than {MOST_CHARACTERS} characters"
    return "a control character" if any(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", cell) for cell in cells) else None


def in_dependency_order(tables):
    """Parents first, then by file name; within a circle the first by file name begins."""
    left, order = list(tables), []
    while left:
        ready = [name for name in left if not tables[name].parents(tables) & set(left) - {name}]
        order.append((ready or left)[0])
        left.remove(order[-1])
    return [tables[name] for name in order]


# ---------------------------------------------------------------- cells

def typed(text):
    """The type of a cell and what is written for it; text wherever a digit could be lost."""
    if text in ("true", "false"):
        return "b", "plain", str(int(text == "true"))
    if NUMBER.fullmatch(text) and len(text.replace(".", "").lstrip("-0")) <= 15:
        return "n", "plain", text
    match = DATE.fullmatch(text)
    if match:
        try:
            moment = datetime.datetime(*(int(part or 0) for part in match.groups()))
        except ValueError:
            return "t", "plain", text
        if moment >= EARLIEST:
            since = moment - FIRST_DAY
            if match.group(4) is None:
                return "n", "date", str(since.days)
            return "n", "time", repr(since.days + since.seconds / 86400)
    return "t", "plain", text


def address(row, column):
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def escaped(text):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return text.replace("\r", "_x000D_")


def cell(row, column, text, style=None):
    if not text:
        return ""
    kind, found, value = ("t", style, text) if style else typed(text)
    start = f'<c r="{address(row, column)}" s="{STYLES[found]}"'
    if kind == "t":
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'
    return f'{start} t="{kind}"><v>{value}</v></c>'


def total(table, row, first):
    """A row of sums: one formula with its value for each column that holds numbers only, ids left out."""
    cells = []
    for column, name in enumerate(table.rows[0], 1):
        filled = [line[column - 1] for line in table.rows[1:] if line[column - 1]]
        if not filled or name.lower() == "id" or name.lower().endswith("_id") or any(typed(text)[:2] != ("n", "plain") for text in filled):
            continue
        places = max(len(text.partition(".")[2]) for text in filled)
        value = f"{sum(int(text.replace('.', '') + '0' * (places - len(text.partition('.')[2]))) for text in filled) / 10 ** places:.{places}f}"
        cells.append(f'<c r="{address(row, column)}" s="{STYLES["header"]}"><f>SUM({address(first, column)}:{address(row - 1, column)})</f><v>{value}</v></c>')
    return f'<row r="{row}">{"".join(cells)}</row>' if cells else ""


# ---------------------------------------------------------------- the workbook

def sheet(table, options):
    above = 1 if options["title"] else 0
    width = len(table.rows[0])
    rows = []
    if above:
        rows.append(f'<row r="1">{cell(1, 1, options["title"], "header")}</row>')
    for number, cells in enumerate(table.rows, 1 + above):
        style = "header" if number == 1 + above else None
        rows.append(f'<row r="{number}">{"".join(cell(number, column, text, style) for column, text in enumerate(cells, 1))}</row>')
    if options["total"]:
        rows.append(total(table, len(table.rows) + above + 1, above + 2))
    merged = f'<mergeCells count="1"><mergeCell ref="A1:{address(1, width)}"/></mergeCells>' if above and width > 1 else ""
    corner = address(2 + above, 1)
    return (f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="{1 + above}" topLeftCell="{corner}" activePane="bottomLeft" state="frozen"/>'
            f'</sheetView></sheetViews><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>')


def parts(tables, options):
    """The files of the workbook, by name."""
    numbers = range(1, len(tables) + 1)
    yield "[Content_Types].xml", (
        f'{XML}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}styles+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}worksheet+xml"/>' for n in numbers) + "</Types>")
    yield "_rels/.rels", (
        f'{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    yield "xl/workbook.xml", (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(f'<sheet name="{escaped(table.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, table in zip(numbers, tables))
        + '</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>')
    yield "xl/_rels/workbook.xml.rels", (
        f'{XML}<Relationships xmlns="{RELATIONS}">'
        + "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        + f'<Relationship Id="rId{len(tables) + 1}" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>')
    yield "xl/styles.xml", (
        f'{XML}<styleSheet xmlns="{MAIN}">'
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>')
    for n, table in zip(numbers, tables):
        yield f"xl/worksheets/sheet{n}.xml", sheet(table, options)


def write(out, tables, options):
    """The workbook is built beside its place and put there when it is whole."""
    with tempfile.TemporaryDirectory(prefix=".table-to-xlsx-", dir=out.parent) as folder:
        built = os.path.join(folder, "new.xlsx")
        with zipfile.ZipFile(built, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts(tables, options):
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same folder gives the same bytes
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, text.encode())
        try:
            os.link(built, out)  # unlike a rename, this never replaces a file
        except FileExistsError:
            raise UsageFault(f"{out} already exists")
        except OSError:          # a file system without hard links
            if os.path.lexists(out):
                raise UsageFault(f"{out} already exists")
            os.rename(built, out)


# ---------------------------------------------------------------- command line

def arguments(words):
    paths, options, left = [], {"total": False, "title": ""}, list(words)
    while left:
        word = left.pop(0)
        if word == "--total":
            options["total"] = True
        elif word == "--title":
            if not left or not left[0].strip() or not left[0].isprintable():
                raise UsageFault("--title needs a text of one line")
            options["title"] = left.pop(0)
        elif word.startswith("-"):
            raise UsageFault(f"unknown option {word} (see --help)")
        else:
            paths.append(word)
    if len(paths) != 2 or "" in paths:
        raise UsageFault("give IN_FOLDER and OUT_XLSX (see --help)")
    if not paths[1].lower().endswith(".xlsx"):
        raise UsageFault(f"{paths[1]} does not end with .xlsx")
    return pathlib.Path(paths[0]), pathlib.Path(paths[1]), options


def run(words):
    folder, out, options = arguments(words)
    if os.path.lexists(out):
        raise UsageFault(f"{out} already exists")
    if not out.parent.is_dir():
        raise UsageFault(f"{out.parent} is not a folder")
    tables = in_dependency_order(read_folder(folder))
    try:
        write(out, tables, options)
    except OSError as error:
        raise InputFault([f"{out}: cannot be written: {error.strerror}"])
    counts = [len(table.rows) - 1 for table in tables]
    return [f"wrote {table.name}, {count} row{'s' * (count != 1)}" for table, count in zip(tables, counts)]


def complain(messages):
    for message in messages[:SHOWN_FAULTS]:
        line = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in message)
        print(f"{PROG}: {line}", file=sys.stderr)
    if len(messages) > SHOWN_FAULTS:
        print(f"{PROG}: and {len(messages) - SHOWN_FAULTS} more", file=sys.stderr)


def main():
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    csv.field_size_limit(2**31 - 1)
    if "--help" in sys.argv[1:]:
        print(USAGE)
        return
    try:
        lines = run(sys.argv[1:])
    except UsageFault as fault:
        complain([str(fault)])
        sys.exit(2)
    except InputFault as fault:
        complain(fault.messages)
        sys.exit(3)
    try:
        print("\n".join(lines), flush=True)
    except OSError:  # nobody reads our lines; the work is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
