#!/usr/bin/env bash
# Makes the small captures beside this script from sample-traces/captures/mixed.pcapng: the same packets (without the long
# ones) in other formats. editcap writes the little-endian ones; the big-endian ones, which it cannot write on a
# little-endian machine, are byte-swapped from those below. Needs editcap, tshark and python3.
set -euo pipefail
cd "$(dirname "$0")"
mixed=../../../../../sample-traces/captures/mixed.pcapng
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tshark -r "$mixed" -Y 'frame.len <= 200' -F nsecpcap -w ns-le.pcap
editcap -F pcap ns-le.pcap us-le.pcap
python3 - "$PWD" <<'PY'
import struct, sys

folder = sys.argv[1] + "/"
little = open(folder + "ns-le.pcap", "rb").read()

# pcap: swap the file header and each packet header.
big, at = struct.pack(">IHHiIII", *struct.unpack_from("<IHHiIII", little)), 24
packets = []
while at < len(little):
    head = struct.unpack_from("<IIII", little, at)
    data = little[at + 16:at + 16 + head[2]]
    packets.append((head, data))
    big += struct.pack(">IIII", *head) + data
    at += 16 + head[2]
open(folder + "ns-be.pcap", "wb").write(big)

us = open(folder + "us-le.pcap", "rb").read()
big, at = struct.pack(">IHHiIII", *struct.unpack_from("<IHHiIII", us)), 24
while at < len(us):
    head = struct.unpack_from("<IIII", us, at)
    big += struct.pack(">IIII", *head) + us[at + 16:at + 16 + head[2]]
    at += 16 + head[2]
open(folder + "us-be.pcap", "wb").write(big)


def block(order, kind, body):
    body += bytes(-len(body) % 4)
    return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)


def option(order, code, value):
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def section(order, resolution, offset):
    options = option(order, 9, bytes([resolution])) + option(order, 14, struct.pack(order + "q", offset)) + bytes(4)
    return block(order, 0x0a0d0d0a, struct.pack(order + "IHHq", 0x1a2b3c4d, 1, 0, -1)) + \
        block(order, 1, struct.pack(order + "HHI", 1, 0, 0) + options)


def enhanced(order, ticks, data):
    return block(order, 6, struct.pack(order + "IIIII", 0, ticks >> 32, ticks & 0xffffffff, len(data), len(data)) + data)


# pcapng, big-endian, nanoseconds, with a block of an unknown type before each packet.
out = section(">", 9, 0)
for head, data in packets:
    out += block(">", 0x0bad0001, b"unknown") + enhanced(">", head[0] * 10**9 + head[1], data)
open(folder + "ns-be.pcapng", "wb").write(out)

# pcapng, three sections: big-endian with 10^-12 s and an offset, little-endian with 2^-30 s, and obsolete packet blocks in
# nanoseconds. A tick of 2^-30 s is 0.93 ns: rounded up to the next tick, a time is the same nanosecond again.
third = len(packets) // 3
start = packets[0][0][0] - 3600
out = section(">", 12, start)
for head, data in packets[:third]:
    out += enhanced(">", (head[0] - start) * 10**12 + head[1] * 1000, data)
out += section("<", 0x80 | 30, 0)
for head, data in packets[third:2 * third]:
    out += enhanced("<", -(-((head[0] * 10**9 + head[1]) << 30) // 10**9), data)
out += section("<", 9, 0)
for head, data in packets[2 * third:]:
    ticks = head[0] * 10**9 + head[1]
    out += block("<", 2, struct.pack("<HHIIII", 0, 0xffff, ticks >> 32, ticks & 0xffffffff, len(data), len(data)) + data)
open(folder + "sections.pcapng", "wb").write(out)

# pcapng, simple packet blocks: no times.
out = section("<", 9, 0)
for head, data in packets:
    out += block("<", 3, struct.pack("<I", len(data)) + data)
open(folder + "simple.pcapng", "wb").write(out)
PY
