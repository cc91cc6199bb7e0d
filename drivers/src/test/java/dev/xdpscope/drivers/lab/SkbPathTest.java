package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.rx.SkbBuild;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol of an sk_buff (eth_type_trans() in net/ethernet/eth.c, 6.12). */
class SkbPathTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0800 45   | 0x0800
            8100 0005 | 0x8100
            0600      | 0x0600
            05ff 4242 | 0x0004
            0026 4242 | 0x0004
            0026 ffff | 0x0001
            0026 ff   | 0x0004
            0000      | 0x0004
            """)
    void protocol(String fromType, String expected) {
        byte[] frame = HexFormat.of().parseHex("02000000000b02000000000a" + fromType.replace(" ", ""));
        assertEquals(Integer.decode(expected), SkbBuild.protocol(frame));
    }
}
