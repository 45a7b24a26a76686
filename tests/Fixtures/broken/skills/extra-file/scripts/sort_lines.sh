#!/usr/bin/env bash
# Sorts the lines of a text file into a new file.
set -euo pipefail
export LC_ALL=C

unique=no
if [ "${1-}" = --unique ]; then
  unique=yes
  shift
fi
if [ $# -ne 2 ]; then
  echo "sort-lines: give IN and OUT" >&2
  exit 2
fi
if [ ! -f "$1" ]; then
  echo "sort-lines: cannot read $1" >&2
  exit 2
fi
if [ -e "$2" ]; then
  echo "sort-lines: $2 already exists" >&2
  exit 2
fi

sort "$1" > "$2.tmp"
if [ "$unique" = yes ]; then
  uniq "$2.tmp" > "$2"
else
  mv "$2.tmp" "$2"
fi
echo "sorted $(($(wc -l < "$2"))) lines"
