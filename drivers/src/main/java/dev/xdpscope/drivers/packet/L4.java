package dev.xdpscope.drivers.packet;

/** A whole transport header of a packet that is no fragment, or is the first. Offsets are from the frame's start. */
public sealed interface L4 {
    /** First byte of the header. */
    int offset();

    /** Bytes of the header with its options, as it says itself; the last ones may not have been captured. */
    int headerLength();

    /** For example {@code TCP}. */
    String name();

    /** What has ports. */
    sealed interface Ported extends L4 {
        int sourcePort();

        int destinationPort();
    }

    /** TCP (RFC 9293); {@code flags} are the eight bits CWR … FIN. */
    record Tcp(int offset, int headerLength, int sourcePort, int destinationPort, int flags) implements Ported {
        private static final String LETTERS = "FSRP.UEW";

        @Override
        public String name() {
            return "TCP";
        }

        /** As tcpdump writes them: {@code S}, {@code S.}, {@code P.}, {@code F.}; {@code none} without any. */
        public String flagLetters() {
            StringBuilder s = new StringBuilder();
            for (int bit : new int[]{0, 1, 2, 3, 5, 6, 7, 4}) {
                if ((flags >> bit & 1) != 0) {
                    s.append(LETTERS.charAt(bit));
                }
            }
            return s.isEmpty() ? "none" : s.toString();
        }

        /** Whether the ACK flag is set. */
        public boolean ack() {
            return (flags & 0x10) != 0;
        }
    }

    /** UDP (RFC 768); {@code length} is the header's length field. */
    record Udp(int offset, int sourcePort, int destinationPort, int length) implements Ported {
        @Override
        public int headerLength() {
            return 8;
        }

        @Override
        public String name() {
            return "UDP";
        }
    }

    /** SCTP (RFC 9260). */
    record Sctp(int offset, int sourcePort, int destinationPort, long verificationTag) implements Ported {
        @Override
        public int headerLength() {
            return 12;
        }

        @Override
        public String name() {
            return "SCTP";
        }
    }

    /** ICMP (RFC 792). */
    record Icmp(int offset, int type, int code) implements L4 {
        @Override
        public int headerLength() {
            return 8;
        }

        @Override
        public String name() {
            return "ICMP";
        }
    }

    /** ICMPv6 (RFC 4443). */
    record Icmpv6(int offset, int type, int code) implements L4 {
        @Override
        public int headerLength() {
            return 4;
        }

        @Override
        public String name() {
            return "ICMPv6";
        }
    }

    /** ESP (RFC 4303); {@code spi} is the security parameters index, unsigned. */
    record Esp(int offset, long spi, long sequence) implements L4 {
        @Override
        public int headerLength() {
            return 8;
        }

        @Override
        public String name() {
            return "ESP";
        }
    }
}
