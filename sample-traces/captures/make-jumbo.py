#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes jumbo.pcapng: UDP datagrams up to 9 kilobytes long, as a tapping switch would mirror them.

Such a switch puts 20 bytes behind each packet: a magic number, the moment at which it saw the packet, its own number and the
port's, and how long the packet was before. No device took part; the bytes and the times are made here, the same on each run.
"""
import ipaddress
import os
import random
import struct

START = 1_790_000_000_000_000_000  # nanoseconds since 1970
CABLE = 1_340  # nanoseconds from the switch to here
MAGIC = 0x7AB1E5EA
SOURCE, TARGET = (bytes.fromhex(mac) for mac in ("02000000000a", "02000000000b"))
TRAILER = 20

# Lengths with the trailer: within one buffer of 3520 bytes, its end, a trailer across its end, in a frag of its own; across
# the end of the first frag; then jumbo frames. The last of them has lost its trailer.
LENGTHS = [90, 1514, 3520, 3531, 3540, 7626, 9014, 4200, 9014, 9014]


def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def udp(payload, sequence):
    source, target = ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("10.0.0.2")
    header = struct.pack(">HHHH", 40000 + sequence % 3, 5004, 8 + len(payload), 0)
    pseudo = source.packed + target.packed + struct.pack(">BBH", 0, 17, 8 + len(payload))
    header = header[:6] + struct.pack(">H", checksum(pseudo + header + payload) or 0xFFFF)
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 28 + len(payload), sequence, 0x4000, 64, 17, 0) + source.packed + target.packed
    ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
    return TARGET + SOURCE + struct.pack(">H", 0x0800) + ip + header + payload


def block(kind, body):
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def frames():
    noise = random.Random(20)
    time = START
    for i, length in enumerate(LENGTHS):
        time += 1_000 + noise.randrange(400_000)
        frame = udp(noise.randbytes(length - TRAILER - 42), i)
        seen = time - CABLE
        magic = MAGIC if i < len(LENGTHS) - 1 else 0
        yield time, frame + struct.pack(">IIIHHI", magic, seen // 10**9, seen % 10**9, 7, 1 + i % 2, len(frame))


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "jumbo.pcapng"), "wb") as out:
    out.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
    out.write(block(1, struct.pack("<HHI", 1, 0, 0) + struct.pack("<HHB3xHH", 9, 1, 9, 0, 0)))
    for time, frame in frames():
        head = struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame))
        out.write(block(6, head + frame + bytes(-len(frame) % 4)))
