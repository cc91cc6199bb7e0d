package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RssInputTest {
    private static final Set<RssType> ALL = EnumSet.allOf(RssType.class);

    private static Frame first(Predicate<Frame> wanted) {
        return Samples.frames().stream().filter(wanted).findFirst().orElseThrow();
    }

    private static Optional<RssType> type(Frame f, Set<RssType> enabled) {
        return RssInput.select(f, enabled).map(RssInput::type);
    }

    @Test
    void mostSpecificEnabledType() {
        Frame tcp = first(f -> f.l4().filter(L4.Tcp.class::isInstance).isPresent());
        assertEquals(Optional.of(RssType.IPV4_TCP), type(tcp, ALL));
        EnumSet<RssType> noTcp = EnumSet.of(RssType.IPV4, RssType.IPV4_UDP, RssType.IPV6_TCP);
        assertEquals(Optional.of(RssType.IPV4), type(tcp, noTcp));
        assertEquals(Optional.empty(), type(tcp, EnumSet.of(RssType.IPV6, RssType.IPV4_UDP)));
        Frame udp6 = first(f -> f.summary().startsWith("IP6 [") && f.summary().contains("UDP"));
        assertEquals(Optional.of(RssType.IPV6_UDP), type(udp6, ALL));
        assertEquals(Optional.of(RssType.IPV4_SCTP), type(first(f -> f.summary().contains("SCTP")), ALL));
        assertEquals(Optional.of(RssType.IPV4), type(first(f -> f.summary().contains("ESP")), ALL));
        assertEquals(Optional.of(RssType.IPV6), type(first(f -> f.summary().contains("ICMPv6")), ALL));
        assertEquals(Optional.empty(), type(first(f -> f.summary().startsWith("ARP")), ALL));
    }

    @Test
    void fragmentsAreHashedAlike() {
        for (RssType addresses : EnumSet.of(RssType.IPV4, RssType.IPV6)) {
            Set<Integer> hashes = new java.util.HashSet<>();
            long fragments = Samples.frames().stream().filter(f -> f.fragment().isPresent())
                    .map(f -> RssInput.select(f, ALL).orElseThrow()).filter(i -> i.type() == addresses)
                    .peek(i -> hashes.add(Toeplitz.standard().hash(i.bytes()))).count();
            assertEquals(2, fragments);
            assertEquals(1, hashes.size());
        }
        assertTrue(Samples.frames().stream().anyMatch(f -> f.fragment().isPresent() && f.l4().isPresent()));
    }

    @Test
    void bytesAreAddressesThenPorts() {
        Frame syn = first(f -> f.summary().contains("IP 10.0.0.1:40000 > 10.0.0.2:8080 TCP [S]"));
        byte[] expected = ByteBuffer.allocate(12).putInt(0x0a000001).putInt(0x0a000002).putShort((short) 40000)
                .putShort((short) 8080).array();
        assertArrayEquals(expected, RssInput.select(syn, ALL).orElseThrow().bytes());
    }
}
