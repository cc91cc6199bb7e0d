#!/usr/bin/env bash
# Makes mixed.pcapng: real traffic of two network namespaces joined by a veth pair, captured with tcpdump in nanoseconds.
#
#   sudo ./make-mixed.sh [output]
#
# Needs root, iproute2, ethtool, tcpdump, editcap and capinfos (wireshark-common), netcat-openbsd, ping and python3.
# Nothing leaves the namespaces, which are deleted at the end; MAC addresses are fixed, ports are chosen where they can be.
#
# ARP, ICMP, TCP, UDP, ICMPv6 and all fragments come from the kernel's own stack. Frames with VLAN tags, IP options, SCTP
# and ESP are built below and sent through packet or raw sockets, so that the script needs no 8021q, sctp or esp module.
# One UDP checksum is wrong on purpose, and one UDP packet carries none.
set -euo pipefail

out=$(realpath -m "${1:-$(dirname "$0")/mixed.pcapng}")
a=xdpscope-a-$$
b=xdpscope-b-$$
work=$(mktemp -d)
pids=()

cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    ip netns del "$a" 2>/dev/null || true
    ip netns del "$b" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

in_a() { ip netns exec "$a" "$@"; }
in_b() { ip netns exec "$b" "$@"; }

ip netns add "$a"
ip netns add "$b"
ip link add veth-a netns "$a" address 02:00:00:00:00:0a type veth peer name veth-b netns "$b" address 02:00:00:00:00:0b
for side in a b; do
    ns=${!side}
    # No duplicate address detection and no router solicitations: they would only add chance to the capture.
    ip netns exec "$ns" sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0 \
        "net.ipv6.conf.veth-$side.accept_dad=0" "net.ipv6.conf.veth-$side.router_solicitations=0"
    # Checksums, segments and tags must be in the packets that tcpdump sees, not left to a device that is not there.
    ip netns exec "$ns" ethtool -K "veth-$side" tx off rx off sg off tso off gso off gro off rxvlan off txvlan off >/dev/null
    ip -n "$ns" link set lo up
    ip -n "$ns" link set "veth-$side" up
done
ip -n "$a" address add 10.0.0.1/24 dev veth-a
ip -n "$b" address add 10.0.0.2/24 dev veth-b
ip -n "$a" address add 2001:db8::1/64 dev veth-a nodad
ip -n "$b" address add 2001:db8::2/64 dev veth-b nodad
sleep 2

ip netns exec "$b" tcpdump -q -i veth-b -w "$work/ns.pcap" --time-stamp-precision=nano -U -s 0 --immediate-mode 2>"$work/tcpdump.log" &
pids+=($!)
until grep -q 'listening on' "$work/tcpdump.log"; do sleep 0.1; done

# ARP and ICMP, then neighbour discovery and ICMPv6.
in_a ping -q -c 1 -s 40 10.0.0.2 >/dev/null
in_a ping -q -c 1 -s 40 2001:db8::2 >/dev/null

# One TCP connection for each family: handshake, data (both ways in IPv4), end.
tcp() { # family address port client-port greeting
    printf '%s' "$5" | in_b timeout 5 nc -N "$1" -l "$2" "$3" >/dev/null &
    local server=$!
    sleep 0.3
    printf 'hello from the client\n' | in_a timeout 5 nc -N "$1" -p "$4" "$2" "$3" >/dev/null
    wait "$server"
}
tcp -4 10.0.0.2 8080 40000 "hello from the server"
tcp -6 2001:db8::2 8080 40010 ""

ip netns exec "$b" python3 - <<'PY' &
import select, socket
# Answers UDP packets of 64 bytes on port 4242 with half of them; takes SCTP and ESP, so that no ICMP error comes back.
raw = [socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol) for protocol in (132, 50)]
s4 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s4.bind(("10.0.0.2", 4242))
s6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s6.bind(("2001:db8::2", 4242))
while True:
    for s in select.select([s4, s6], [], [])[0]:
        data, peer = s.recvfrom(65535)
        if len(data) == 64:
            s.sendto(data[:32], peer)
PY
pids+=($!)
sleep 0.5

in_a python3 - <<'PY'
import socket, struct, time, zlib

A4, B4 = "10.0.0.1", "10.0.0.2"
A6, B6 = "2001:db8::1", "2001:db8::2"
A_MAC, B_MAC = bytes.fromhex("02000000000a"), bytes.fromhex("02000000000b")
text = lambda n: (b"xdpscope " * (n // 9 + 1))[:n]
pause = lambda: time.sleep(0.05)


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    return crc ^ 0xffffffff


def ipv4(protocol, payload, ident=0x1234):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident, 0x4000, 64, protocol, 0,
                       socket.inet_aton(A4), socket.inet_aton(B4))
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def udp4(source, port, payload):
    head = struct.pack("!HHHH", source, port, 8 + len(payload), 0)
    pseudo = socket.inet_aton(A4) + socket.inet_aton(B4) + struct.pack("!BBH", 0, 17, 8 + len(payload))
    return head[:6] + struct.pack("!H", checksum(pseudo + head + payload)) + payload


# UDP through the kernel's stack; the large ones are fragmented by it, and the answers are small.
for family, address, host in ((socket.AF_INET, A4, B4), (socket.AF_INET6, A6, B6)):
    s = socket.socket(family, socket.SOCK_DGRAM)
    s.bind((address, 40001))
    s.settimeout(2)
    for size in (64, 2000):
        s.sendto(text(size), (host, 4242))
        if size == 64:
            s.recvfrom(65535)
        pause()

# A UDP packet without checksum.
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, 11, 1)  # SO_NO_CHECK
s.bind((A4, 40002))
s.sendto(text(20), (B4, 4242))
s.close()
pause()

# IPv4 with options: record route with room for three addresses, and padding.
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, bytes([7, 15, 4]) + bytes(12) + bytes([0]))
s.bind((A4, 40003))
s.sendto(text(24), (B4, 4242))
pause()

# Whole IPv4 packets by raw socket: SCTP INIT, ESP, and UDP with a wrong checksum.
init = struct.pack("!BBHIIHHI", 1, 0, 20, 0x11223344, 65535, 1, 1, 0x55667788)
head = struct.pack("!HHII", 40004, 3868, 0, 0)
sctp = head[:8] + struct.pack("<I", crc32c(head + init)) + init
esp = struct.pack("!II", 0xc0ffee01, 1) + bytes(range(48))
wrong = bytearray(udp4(40005, 4242, text(30)))
wrong[6] ^= 0x55
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
for protocol, payload in ((132, sctp), (50, esp), (17, bytes(wrong))):
    s.sendto(ipv4(protocol, payload), (B4, 0))
    pause()

# Tagged frames by packet socket: 802.1Q, 802.1Q with priority 5, 802.1ad over 802.1Q, 802.1Q with IPv6 in it.
def udp6(source, port, payload):
    head = struct.pack("!HHHH", source, port, 8 + len(payload), 0)
    ends = socket.inet_pton(socket.AF_INET6, A6) + socket.inet_pton(socket.AF_INET6, B6)
    value = checksum(ends + struct.pack("!II", 8 + len(payload), 17) + head + payload)
    return struct.pack("!IHBB", 0x60000000, 8 + len(payload), 17, 64) + ends + head[:6] + struct.pack("!H", value) + payload


echo = struct.pack("!BBHHH", 8, 0, 0, 7, 1) + text(40)
echo = echo[:2] + struct.pack("!H", checksum(echo)) + echo[4:]
tagged = (
    (((0x8100, 5),), 0x0800, ipv4(1, echo, 1)),
    (((0x8100, 5 << 13 | 42),), 0x0800, ipv4(17, udp4(40006, 4242, text(50)), 2)),
    (((0x88a8, 100), (0x8100, 3 << 13 | 7)), 0x0800, ipv4(17, udp4(40007, 4242, text(50)), 3)),
    (((0x8100, 1 << 13 | 4094),), 0x86dd, udp6(40008, 4242, text(50))),
)
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind(("veth-a", 0))
for tags, ethertype, packet in tagged:
    frame = B_MAC + A_MAC + b"".join(struct.pack("!HH", *t) for t in tags) + struct.pack("!H", ethertype) + packet
    s.send(frame)
    pause()
PY
sleep 0.3
kill "${pids[0]}"
wait "${pids[0]}" || true

# tcpdump writes pcap, which has room for neither comments nor names; editcap turns it into pcapng and keeps nanoseconds.
# It records itself and the machine in the section header, so those options are cut out: header, interface and packets
# are copied block by block, and of the interface's options only the timestamp resolution stays.
editcap -F pcapng "$work/ns.pcap" "$work/full.pcapng"
python3 - "$work/full.pcapng" "$out" <<'PY'
import struct, sys

data, out, at = open(sys.argv[1], "rb").read(), b"", 0
while at < len(data):
    kind, length = struct.unpack_from("<II", data, at)
    body = data[at + 8:at + length - 4]
    if kind == 0x0a0d0d0a:
        body = body[:8] + struct.pack("<q", -1)
    elif kind == 1:
        body = body[:8] + struct.pack("<HHBxxxI", 9, 1, 9, 0)
        assert struct.pack("<HHB", 9, 1, 9) in data[at:at + length], "editcap did not keep nanoseconds"
    elif kind == 6:
        captured = struct.unpack_from("<I", body, 12)[0]
        body = body[:20 + (captured + 3 & ~3)]
    if kind in (0x0a0d0d0a, 1, 6):
        out += struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)
    at += length
open(sys.argv[2], "wb").write(out)
PY
capinfos "$out" >&2
echo "$out"
