#!/usr/bin/env bash
if [ ! -f "$1" ]; then
    echo "line-count: $1 is missing" >&2
    exit 2
fi
echo "lines: $(grep -c '' "$1")"
