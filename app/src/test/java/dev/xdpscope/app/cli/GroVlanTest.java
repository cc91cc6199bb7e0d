package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of one TCP flow that differ in nothing but their VLAN tag. */
final class GroVlanTest {
    /** With the tag control information left open: 10.0.0.1:1000 to 10.0.0.2:80. */
    private static final String FRAME = "02000000000b02000000000a8100%04x0800"
            + "450000280001000040060000" + "0a0000010a000002"
            + "03e80050000000010000000150100200000000000000000000000000";

    @Test
    void anotherTagKeepsPacketsOfOneFlowApart(@TempDir Path folder) throws IOException {
        capture(folder.resolve("vlan.pcap"), List.of(5, 6, 6));
        Path program = Xdpscope.SAMPLES.resolve("past-xdp/gro.bpf.o");
        Files.copy(program, folder.resolve("gro.bpf.o"));
        Path scenario = Files.writeString(folder.resolve("scenario.json"), """
                {"name": "VLANs", "nic": "mlx5", "object": "gro.bpf.o", "packets": "vlan.pcap", "gro": true}
                """);
        Xdpscope.Result result = Xdpscope.run("run", scenario.toString());
        assertEquals(0, result.code(), result.err());
        List<String> gro = result.out().lines().map(String::strip).filter(l -> l.startsWith("GRO:")).toList();
        assertEquals(2, gro.size(), result.out());
        assertEquals("GRO: not merged with packet 0: VLAN tag", gro.getFirst());
        assertTrue(!gro.getLast().contains("not merged"), gro.getLast());
    }

    private static void capture(Path file, List<Integer> tags) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65535).putInt(1);
        for (int i = 0; i < tags.size(); i++) {
            byte[] frame = HexFormat.of().parseHex(FRAME.formatted(tags.get(i)));
            b.putInt(1_700_000_000).putInt(i).putInt(frame.length).putInt(frame.length).put(frame);
        }
        byte[] written = new byte[b.position()];
        b.flip().get(written);
        Files.write(file, written);
    }
}
