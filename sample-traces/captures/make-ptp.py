#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes ptp.pcapng: an exchange of PTP version 2 messages (IEEE 1588-2019) over Ethernet, UDP and a VLAN, and one other packet.

No device took part; the bytes and the times are made here, the same on each run.
"""
import ipaddress
import os
import struct

START = 1_790_000_000_123_456_789  # nanoseconds since 1970
MASTER, CLIENT = (bytes.fromhex(mac) for mac in ("02000000000a", "02000000000b"))
PTP, PEER = bytes.fromhex("011b19000000"), bytes.fromhex("0180c200000e")
ETHERTYPE = 0x88F7
SYNC, DELAY_REQ, PDELAY_REQ, PDELAY_RESP, FOLLOW_UP, DELAY_RESP, PDELAY_FOLLOW_UP, ANNOUNCE = 0, 1, 2, 3, 8, 9, 10, 11
BODY = {PDELAY_REQ: 20, PDELAY_RESP: 20, DELAY_RESP: 20, PDELAY_FOLLOW_UP: 20, ANNOUNCE: 30}
EVENT, GENERAL = 319, 320


def message(kind, clock, sequence):
    body = bytes(BODY.get(kind, 10))
    identity = clock[:3] + b"\xff\xfe" + clock[3:] + b"\x00\x01"
    two_step = 0x0200 if kind in (SYNC, PDELAY_RESP) else 0
    return struct.pack(">BBHBBHQI", kind, 2, 34 + len(body), 0, 0, two_step, 0, 0) + identity \
        + struct.pack(">HBb", sequence, 5, 127) + body


def ethernet(source, target, kind, payload, tag=b""):
    frame = target + source + tag + struct.pack(">H", kind) + payload
    return frame + bytes(max(0, 60 - len(frame)))


def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def udp(source_mac, source, target, port, payload):
    source, target = ipaddress.ip_address(source), ipaddress.ip_address(target)
    header = struct.pack(">HHHH", port, port, 8 + len(payload), 0)
    pseudo = source.packed + target.packed + struct.pack(">IHBB", 8 + len(payload), 0, 0, 17)
    header = header[:6] + struct.pack(">H", checksum(pseudo + header + payload)) + payload
    if source.version == 4:
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(header), 1, 0, 1, 17, 0) + source.packed + target.packed
        ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
        return ethernet(source_mac, b"\x01\x00\x5e" + bytes([target.packed[1] & 0x7F]) + target.packed[2:], 0x0800, ip + header)
    ip = struct.pack(">IHBB", 0x60000000, len(header), 17, 1) + source.packed + target.packed
    return ethernet(source_mac, b"\x33\x33" + target.packed[12:], 0x86DD, ip + header)


FRAMES = [
    (0, ethernet(MASTER, PTP, ETHERTYPE, message(SYNC, MASTER, 1))),
    (41_307, ethernet(MASTER, PTP, ETHERTYPE, message(FOLLOW_UP, MASTER, 1))),
    (1_250_019, udp(CLIENT, "10.0.0.2", "224.0.1.129", EVENT, message(DELAY_REQ, CLIENT, 1))),
    (1_291_444, udp(MASTER, "10.0.0.1", "224.0.1.129", GENERAL, message(DELAY_RESP, MASTER, 1))),
    (2_000_003, ethernet(CLIENT, PEER, ETHERTYPE, message(PDELAY_REQ, CLIENT, 2))),
    (2_012_870, ethernet(MASTER, PEER, ETHERTYPE, message(PDELAY_RESP, MASTER, 2))),
    (2_055_101, ethernet(MASTER, PEER, ETHERTYPE, message(PDELAY_FOLLOW_UP, MASTER, 2))),
    (3_500_777, udp(MASTER, "2001:db8::1", "ff0e::181", EVENT, message(SYNC, MASTER, 3))),
    (4_294_967_296, ethernet(MASTER, PTP, ETHERTYPE, message(SYNC, MASTER, 4), struct.pack(">HH", 0x8100, 7 << 13 | 5))),
    (4_295_000_000, ethernet(MASTER, PTP, ETHERTYPE, message(ANNOUNCE, MASTER, 5))),
    (4_296_000_000, udp(CLIENT, "10.0.0.2", "224.0.0.251", 5353, b"not PTP")),
]


def block(kind, body):
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ptp.pcapng"), "wb") as out:
    out.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
    out.write(block(1, struct.pack("<HHI", 1, 0, 0) + struct.pack("<HHB3xHH", 9, 1, 9, 0, 0)))
    for after, frame in FRAMES:
        time = START + after
        head = struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame))
        out.write(block(6, head + frame + bytes(-len(frame) % 4)))
