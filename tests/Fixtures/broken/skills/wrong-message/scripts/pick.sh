#!/usr/bin/env bash
# Prints one value of a KEY=VALUE file without executing the file.
set -u

if [ $# -ne 2 ]; then
  echo "pick: give KEY and FILE" >&2
  exit 2
fi
key=$1
file=$2

if [ ! -f "$file" ] || [ ! -r "$file" ]; then
  echo "pick: cannot read $file" >&2
  exit 2
fi

found=0
value=
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    '#'*) ;;
    "$key="*)
      found=1
      value=${line#*=}
      ;;
  esac
done < "$file"

if [ "$found" -eq 0 ]; then
  echo "pick: key not found: $key" >&2
  exit 1
fi
printf '%s\n' "$value"
