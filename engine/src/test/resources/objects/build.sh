#!/bin/sh
# Builds the committed objects from their sources: ./build.sh [clang] [folder for the objects]
set -eu
compiler=${1:-clang-19}
cd "$(dirname "$0")"
out=${2:-.}
for source in *.bpf.c; do
    "$compiler" -O2 -g -target bpfel -Wall -fdebug-compilation-dir=. "-ffile-prefix-map=$PWD=." \
        -c "$source" -o "$out/${source%.c}.o"
done
