package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * What RFC 9669 says of the edges of its instructions, case by case: our interpreter and the running kernel give what the text
 * says. In each row: the section, code, what is in r1 and r2 before, what is in r0 after. r9 points to 16 bytes that hold the
 * same two numbers.
 */
class EdgeCasesTest {
    private static final String CASES = "rfc9669.csv";

    @ParameterizedTest(name = "{0}: {1} with {2} and {3}")
    @CsvFileSource(resources = CASES, delimiter = ':', numLinesToSkip = 1)
    void inOurInterpreter(String section, String code, String a, String b, String expected) {
        gives(new Interpreted(new Coverage()), code, a, b, expected);
    }

    @ParameterizedTest(name = "{0}: {1} with {2} and {3}")
    @CsvFileSource(resources = CASES, delimiter = ':', numLinesToSkip = 1)
    void inTheKernel(String section, String code, String a, String b, String expected) {
        gives(new InKernel(RandomProgramsTest.kernel()), code, a, b, expected);
    }

    private static void gives(Engine engine, String code, String a, String b, String expected) {
        MapSpec given = new MapSpec("given", MapSpec.ARRAY, 4, 16, 1, 0,
                Optional.of(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(number(a))
                        .putLong(number(b)).array()),
                Optional.empty(), Optional.empty());
        String source = """
                r9 = map[given][0]+0
                r1 = *(u64 *)(r9 +0)
                r2 = *(u64 *)(r9 +8)
                r0 = 0
                %s
                r9 = map[results][0]+0
                *(u64 *)(r9 +0) = r0
                exit
                f: r0 = r1
                exit
                """.formatted(code.replace(";", "\n"));
        String trimmed = code.contains("call") ? source : source.substring(0, source.indexOf("f: "));
        Result.Ran ran = assertInstanceOf(Result.Ran.class, engine.run(new RandomProgram(
                TestProgram.of(trimmed, given, Generator.RESULTS), new byte[14], 0)));
        String value = ran.maps().get("results").getFirst().split(" ")[1].substring(0, 16);
        long actual = ByteBuffer.wrap(HexFormat.of().parseHex(value)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(Long.toHexString(number(expected)), Long.toHexString(actual), code);
    }

    private static long number(String text) {
        String digits = text.replace("_", "");
        return digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
    }
}
