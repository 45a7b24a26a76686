#!/usr/bin/env python3
"""Print the free job that is first by name."""
import os
import sys
import time


def jobs_in(folder):
    names = os.listdir(folder)
    while not names:
        time.sleep(1)
        names = os.listdir(folder)
    locked = {name[:-5] for name in names if name.endswith(".lock")}
    return sorted(name[:-4] for name in names if name.endswith(".job") and name[:-4] not in locked)


def main(folder):
    if not os.path.isdir(folder):
        print(f"next-job: {folder} is not a folder", file=sys.stderr)
        sys.exit(2)
    jobs = jobs_in(folder)
    if not jobs:
        print("next-job: no job is free", file=sys.stderr)
        sys.exit(1)
    print(jobs[0])


if len(sys.argv) != 2:
    print("next-job: give FOLDER", file=sys.stderr)
    sys.exit(2)
main(sys.argv[1])
