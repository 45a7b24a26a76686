#!/usr/bin/env python3
"""Copy a text file with LF as line end and without spaces at the ends of lines."""
import os
import re
import sys


def main(source, out):
    if os.path.exists(out):
        print(f"tidy-text: {out} already exists", file=sys.stderr)
        sys.exit(2)
    try:
        with open(source, encoding="utf-8", newline="") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError):
        print(f"tidy-text: cannot read {source}", file=sys.stderr)
        sys.exit(3)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        with open(source, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    with open(out, "w", encoding="utf-8", newline="") as stream:
        stream.write(re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE))


if len(sys.argv) != 3:
    print("tidy-text: give IN and OUT", file=sys.stderr)
    sys.exit(2)
main(sys.argv[1], sys.argv[2])
