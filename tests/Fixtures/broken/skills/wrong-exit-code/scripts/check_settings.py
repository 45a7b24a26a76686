#!/usr/bin/env python3
"""Check that a JSON settings file has all required keys."""
import json
import sys


def has(settings, path):
    for part in path.split("."):
        if not isinstance(settings, dict) or part not in settings:
            return False
        settings = settings[part]
    return True


def main(file, keys):
    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
    except OSError as error:
        print(f"check-settings: {file}: {error.strerror}", file=sys.stderr)
        sys.exit(2)
    try:
        settings = json.loads(text)
    except ValueError:
        print(f"check-settings: {file}: not JSON", file=sys.stderr)
        sys.exit(1)
    missing = [key for key in keys if not has(settings, key)]
    for key in missing:
        print(f"missing: {key}")
    sys.exit(1 if missing else 0)


if len(sys.argv) < 2:
    print("check-settings: give FILE and KEYs", file=sys.stderr)
    sys.exit(2)
main(sys.argv[1], sys.argv[2:])
