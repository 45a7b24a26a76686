#!/usr/bin/env python3
"""Compares `check --profile reference` with skills-ref and prints every skill on which the two differ.

Needs Debian's python3-strictyaml and a checkout of agentskills/agentskills.

    compare-with-skills-ref.py AGENTSKILLS FOLDER ['skillcontracts ...']

AGENTSKILLS is the checkout, FOLDER holds skills; the last argument is the command that stands for skillcontracts.
Exit codes: 0 no difference, 1 differences, 2 wrong usage.
"""
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

MESSAGES = [
    (r"Missing required file", "missing-file"),
    (r"SKILL\.md must start with YAML frontmatter", "no-frontmatter"),
    (r"SKILL\.md frontmatter not properly closed", "not-closed"),
    (r"SKILL\.md frontmatter must be a YAML mapping", "not-a-map"),
    (r"Missing required field in frontmatter: (name|description)", r"\1-missing"),
    (r"Field '(name|description)' must be a non-empty", r"\1-empty"),
    (r"Field 'compatibility' must be", "compatibility-not-text"),
    (r"(Description|Compatibility) exceeds", r"\1-too-long"),
    (r"Skill name cannot start or end", "name-edge-hyphen"),
    (r"Skill name cannot contain consecutive", "name-double-hyphen"),
    (r"Skill name '(?s:.*)' exceeds \d+ character limit", "name-too-long"),
    (r"Skill name '(?s:.*)' must be lowercase", "name-not-lowercase"),
    (r"Skill name '(?s:.*)' contains invalid characters", "name-characters"),
    (r"Directory name", "name-not-folder"),
]
YAML = [
    ("disallowed JSONesque flow", "yaml-flow"),
    ("disallowed anchor", "yaml-anchor"),
    ("disallowed tag", "yaml-tag"),
    ("Duplicate key", "yaml-duplicate-key"),
    ("inconsistent with previous mapping", "yaml-indentation"),
    ("found undefined alias", "yaml-alias"),
]


def codes(message):
    if message.startswith("Invalid YAML in frontmatter"):
        return [next((code for words, code in YAML if words in " ".join(message.split())), "yaml")]
    if message.startswith("Unexpected fields in frontmatter: "):
        # The keys themselves may hold ', ', so only that there are any is compared.
        return ["unknown-field"]
    for pattern, code in MESSAGES:
        if found := re.match(pattern, message):
            return [found.expand(code).lower()]
    return ["? " + message]


def theirs(folder):
    from skills_ref.validator import validate

    try:
        return sorted({code for message in validate(folder) for code in codes(message)})
    except UnicodeDecodeError:
        return ["not-utf8"]
    except AttributeError:
        # strictyaml 1.6 looks for a mark that the reader's error does not have.
        return ["yaml-character"]


def main():
    sys.path.insert(0, os.path.join(sys.argv[1], "skills-ref", "src"))
    command = shlex.split(sys.argv[3]) if len(sys.argv) == 4 else ["skillcontracts"]
    root = os.path.abspath(sys.argv[2])
    report = subprocess.run(command + ["check", "--profile", "reference", "--format", "json", "."], cwd=root, capture_output=True, check=False)
    top = subprocess.run(["git", "rev-parse", "--show-toplevel"], cwd=root, capture_output=True, text=True, check=False).stdout.strip() or root
    skills = json.loads(report.stdout)["skills"]
    differences = 0
    for skill in skills:
        ours = sorted({reason["code"] for reason in skill["reasons"] if reason["outcome"] != "loads"})
        expected = theirs(Path(top, skill["path"]).parent)
        if ours != expected:
            differences += 1
            print(f"{skill['path']}: {ours or 'valid'}, skills-ref: {expected or 'valid'}")
    print(f"{len(skills)} skills, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main())
