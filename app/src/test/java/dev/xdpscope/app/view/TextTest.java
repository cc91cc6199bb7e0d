package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.Field;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as a reader finds them in the lanes. */
class TextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                  | 0                  | 0
            9                  | 9                  | 9
            10                 | 0xa (10)           | 0xa (10)
            99999              | 0x1869f (99999)    | 0x1869f (99999)
            100000             | 0x186a0            | 0x186a0
            -1                 | -1                 | -1 (-EPERM)
            -17                | -17                | -17 (-EEXIST)
            -524               | -524               | -524 (-ENOTSUPP)
            4294967279         | 0xffffffef         | -17 (-EEXIST)
            4294963201         | 0xfffff001         | -4095
            -4096              | -4096              | -4096
            -4097              | 0xffffffffffffefff | 0xffffffffffffefff
            -2                 | -2                 | -2 (-ENOENT)
            4294967235         | 0xffffffc3         | -61 (-ENODATA)
            4294967274         | 0xffffffea         | -22 (-EINVAL)
            -95                | -95                | -95 (-EOPNOTSUPP)
            -13                | -13                | -13 (-EACCES)
            4294963200         | 0xfffff000         | 0xfffff000
            4294963199         | 0xffffefff         | 0xffffefff
            12884901891        | 0x300000003        | 0x300000003
            17179869123        | 0x3ffffffc3        | 0x3ffffffc3
            """)
    void numbersAndRegisters(long value, String number, String register) {
        assertEquals(number, Text.number(value));
        assertEquals(register, Text.register(value));
    }

    @ParameterizedTest
    @CsvSource({"'',0", "ff,255", "0102,513", "010203040506077f,9153291386265731585", "010000000000000005,1"})
    void littleEndianOfUpToEightBytes(String bytes, long expected) {
        assertEquals(expected, Text.littleEndian(HexFormat.of().parseHex(bytes)));
    }

    @Test
    void aDescriptorsFieldNamesItsValues() {
        Field field = new Field("l3", 0, 8, 0, 64, "", Map.of(2L, "IPv4", -1L, "none"), Choice.NOTHING);
        assertEquals("2 (IPv4)", Text.field(field, 2));
        assertEquals("18446744073709551615 (none)", Text.field(field, -1));
        assertEquals("0", Text.field(field, 0));
        assertEquals("9", Text.field(field, 9));
        assertEquals("0xa (10)", Text.field(field, 10));
    }

    @Test
    void bytesCountsAndChanges() {
        assertEquals("00 7f ff", Text.hex(new byte[]{0, 127, -1}));
        assertEquals("1 packet", Text.count(1, "packet"));
        assertEquals("0 packets", Text.count(0, "packet"));
        assertEquals("1,234 packets", Text.count(1234, "packet"));
        assertEquals(Optional.empty(), Text.changed(Optional.of("1"), "1"));
        assertEquals(Optional.of("1"), Text.changed(Optional.of("1"), "2"));
        assertEquals(Optional.empty(), Text.changed(Optional.empty(), "2"));
    }

    @Test
    void aLaneTakesLinesOfItsWidth() {
        String word = "x".repeat(22);
        assertEquals(1, Text.lines(word + " " + word + "x").size(), "46 characters");
        assertEquals(2, Text.lines(word + " " + word + "xx").size(), "47 characters");
    }
}
