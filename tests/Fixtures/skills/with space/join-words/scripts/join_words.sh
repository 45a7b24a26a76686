#!/usr/bin/env bash
[ $# -gt 0 ] || exit 1
IFS=-
echo "$*"
