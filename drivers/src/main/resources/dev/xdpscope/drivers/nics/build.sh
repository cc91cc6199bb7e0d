#!/bin/sh
# Compiles the driver code of every NIC folder here. The objects hold no path of the machine that builds them; a test
# compares them with what this clang makes of the sources.
set -eu
cd "$(dirname "$0")"
CLANG=${CLANG:-clang-19}
for source in */*.bpf.c; do
    (
        cd "${source%/*}"
        file=${source##*/}
        "$CLANG" -O2 -g -target bpf -mcpu=v3 -Wall -Wextra -Werror -fdebug-compilation-dir=. \
            -ffile-prefix-map="$PWD=." -fno-stack-protector -c "$file" -o "${file%.c}.o"
    )
done
