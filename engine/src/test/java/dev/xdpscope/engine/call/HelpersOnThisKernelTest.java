package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helpers do what those of the running kernel do, on whatever they are given. */
class HelpersOnThisKernelTest {
    private static final int TEXT = 16;
    private static final int ROOM = 200;

    /** Zeros, and a string behind the room for a line. */
    private static final byte[] MEMORY = new byte[OnThisKernel.PACKET];

    static {
        byte[] text = "A string, Caf\u00e9 24 B".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, MEMORY, TEXT + ROOM + 16, text.length);
    }

    private final Random random = new Random(20261125);
    private OnThisKernel kernel;

    @BeforeEach
    void permitted() {
        kernel = OnThisKernel.orSkip();
    }

    @Test
    void checksums() {
        byte[] packet = new byte[OnThisKernel.PACKET];
        for (int i = 0; i < 400; i++) {
            random.nextBytes(packet);
            if (i % 4 == 0) {
                java.util.Arrays.fill(packet, (byte) (i % 8 == 0 ? 0 : 0xff));
            }
            int from = i % 3 == 0 ? 0 : random.nextInt(64);
            int to = i % 5 == 0 ? 0 : random.nextInt(64);
            assertTrue(kernel.agreed("""
                    r1 = r6
                    r1 += %d
                    r2 = %d
                    r3 = r6
                    r3 += %d
                    r4 = %d
                    w5 = %d
                    call bpf_csum_diff
                    """.formatted(8 + random.nextInt(64), from, 128 + random.nextInt(64), to,
                    i % 7 == 0 ? 0 : random.nextInt()), packet).isPresent(), kernel::refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpf_strtol", "bpf_strtoul"})
    void numbersInText(String helper) {
        String[] pieces =
                {" ", "\t", "\u00a0", "-", "+", "0", "0x", "0X", "1", "7", "8", "9", "a", "F", "g", "99999999",
                    "9223372036854775807", "9223372036854775808", "18446744073709551615", "ffffffffffffffff", "\0"};
        for (int i = 0; i < 600; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int base = new int[]{0, 8, 10, 16, 10, 0, 2, 32}[random.nextInt(8)];
            assertTrue(kernel.agreed("""
                    r1 = map[memory][0] + 16
                    r2 = %d
                    r3 = %d
                    r4 = r10
                    r4 += -8
                    *(u64 *)(r10 -8) = 77
                    call %s
                    r1 = *(u64 *)(r10 -8)
                    *(u64 *)(r6 +8) = r1
                    """.formatted(text.length(), base, helper), new byte[OnThisKernel.PACKET],
                    OnThisKernel.memory(packet(text.toString()))).isPresent(), kernel::refusal);
        }
    }

    @Test
    void textCompared() {
        String[] texts = {"", "a", "b", "ab", "abc", "\u00e9", "abcdefgh", "abcdefgi"};
        for (String left : texts) {
            for (String right : texts) {
                for (int size : new int[]{1, 3, 8, 20}) {
                    assertTrue(kernel.agreed("r1 = map[memory][0] + 16\nr2 = " + size
                            + "\nr3 = map[text][0] + 0\ncall bpf_strncmp", new byte[0],
                            OnThisKernel.memory(packet(left)), OnThisKernel.constant(right)).isPresent(),
                            kernel::refusal);
                }
            }
        }
    }

    /** Invalid formats are refused at loading where the engine finds them when it comes to them. */
    @Test
    void formats() {
        String[] pieces =
                {"x", " ", "%%", "%d", "%5d", "%-7d", "%05d", "%+d", "% d", "%+05i", "%u", "%x", "%X", "%08x", "%ld",
                    "%lld", "%lu", "%llx", "%-20lx", "%s", "%10s", "%-10s", "%c", "%4c", "%-4c", "%px", "%30px",
                    "%-30px", "%pI4", "%pi4",
                    "%pI6", "%pi6", "%20pI4", "%pI4c", "%pks", "%ps", "%25ps", "%pB", "%f", "%", "%lc", "%h", "%p5",
                    "%sx", "\u00e9", "%pI6\u00e9", "%s\u00d7",
                    "%s\u00e9", "%s\u00a0",
                    "\n", "\u0001"};
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            StringBuilder format = new StringBuilder();
            for (int n = random.nextInt(7); n >= 0; n--) {
                format.append(pieces[random.nextInt(i % 10 == 0 ? pieces.length : 38)]).append(i % 3 == 0 ? "" : ",");
            }
            int room = random.nextInt(4) == 0 ? random.nextInt(40) : ROOM;
            refused += snprintf(format.toString(), room) ? 0 : 1;
        }
        assertTrue(refused > 10 && refused < 800, refused + " refused");
    }

    /** Every number is 0x80000000ffffffff, or, where a conversion reads text or an address, 24 bytes behind the room for the line. */
    private boolean snprintf(String format, int room) {
        StringBuilder code = new StringBuilder("r9 = 0x80000000ffffffff ll\n");
        int argument = 0;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) == '%' && i + 1 < format.length() && format.charAt(i + 1) == '%') {
                i++;
            } else if (format.charAt(i) == '%') {
                String rest = format.substring(i + 1).replaceFirst("^[ 0+-]*[0-9]*", "");
                boolean text = rest.startsWith("s") || rest.startsWith("pks") || rest.matches("(?s)p[iI].*");
                code.append(text ? "r1 = map[memory][0] + 232\n" : "r1 = r9\n")
                        .append("*(u64 *)(r10 %d) = r1\n".formatted(-96 + 8 * argument++));
            }
        }
        code.append("""
                r9 = map[memory][0] + 0
                r1 = r9
                r1 += 16
                r2 = %d
                r3 = map[text][0] + 0
                r4 = r10
                r4 += -96
                r5 = %d
                call bpf_snprintf
                """.formatted(room, 8 * argument)).append(OnThisKernel.show());
        MapSpec[] maps = {OnThisKernel.constant(format), OnThisKernel.memory(MEMORY)};
        boolean accepted = kernel.agreed(code.toString(), new byte[0], maps).isPresent();
        if (!accepted) {
            assertEquals(Errno.EINVAL.negative(), kernel.here(code.toString(), new byte[0], maps), kernel::refusal);
        }
        return accepted;
    }

    @Test
    void tracePrintkCountsWhatItWouldPrint() {
        for (String format : new String[]{"plain", "%d %d %d", "%5000d", "%s", "caf\u00e9", "%", "%d%d%d%d", "",
            "%px"}) {
            assertTrue(kernel.agreed("""
                    r1 = map[memory][0] + 16
                    r2 = %d
                    r3 = -5
                    r4 = 6
                    r5 = 7
                    call bpf_trace_printk
                    """.formatted(format.length() + 1), new byte[0], OnThisKernel.memory(packet(format))).isPresent(),
                    kernel::refusal);
            assertTrue(kernel.agreed("""
                    *(u64 *)(r10 -16) = -5
                    *(u64 *)(r10 -8) = 6
                    r1 = map[memory][0] + 16
                    r2 = %d
                    r3 = r10
                    r3 += -16
                    r4 = 16
                    call bpf_trace_vprintk
                    """.formatted(format.length() + 1), new byte[0], OnThisKernel.memory(packet(format))).isPresent(),
                    kernel::refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpf_probe_read_kernel", "bpf_probe_read_kernel_str", "bpf_probe_read_user",
        "bpf_probe_read_user_str"})
    void memoryThatMayNotBeThere(String helper) {
        for (int size : new int[]{0, 1, 3, 4, 9, 40}) {
            for (String source : new String[]{"r3 = r6\nr3 += 16", "r3 = 0", "r3 = 4096", "r3 = -4096",
                "r3 = 0xffffffff00000000 ll"}) {
                if (helper.contains("user") && (size == 0 || source.contains("r6"))) {
                    continue;
                }
                assertTrue(kernel.agreed("""
                        *(u64 *)(r10 -40) = -1
                        *(u64 *)(r10 -32) = -1
                        *(u64 *)(r10 -24) = -1
                        *(u64 *)(r10 -16) = -1
                        *(u64 *)(r10 -8) = -1
                        r1 = r10
                        r1 += -40
                        r2 = %d
                        %s
                        call %s
                        r1 = *(u64 *)(r10 -40)
                        *(u64 *)(r6 +64) = r1
                        r1 = *(u64 *)(r10 -32)
                        *(u64 *)(r6 +72) = r1
                        r1 = *(u64 *)(r10 -8)
                        *(u64 *)(r6 +80) = r1
                        """.formatted(size, source, helper), packet("abcd")).isPresent(), kernel::refusal);
            }
        }
    }

    /** CPU 0 is there in both, 4096 is not. */
    @ParameterizedTest
    @ValueSource(ints = {MapSpec.PERCPU_ARRAY, MapSpec.PERCPU_HASH, MapSpec.LRU_PERCPU_HASH, MapSpec.ARRAY})
    void valuesOfOtherCpus(int type) {
        for (int key : new int[]{0, 1, 2}) {
            for (long cpu : new long[]{0, 4096, 0x100000000L}) {
                boolean there = kernel.agreed("""
                        *(u32 *)(r10 -4) = %d
                        r1 = map[m]
                        r2 = r10
                        r2 += -4
                        r3 = %d ll
                        call bpf_map_lookup_percpu_elem
                        if r0 == 0 goto pc+1
                        r0 = 1
                        """.formatted(key, cpu), new byte[OnThisKernel.PACKET], TestBench.map("m", type, 4, 8, 2))
                        .isPresent();
                assertEquals(type != MapSpec.ARRAY, there, kernel::refusal);
            }
        }
    }

    @Test
    void noSocketIsFound() {
        for (String helper : new String[]{"bpf_sk_lookup_tcp", "bpf_sk_lookup_udp", "bpf_skc_lookup_tcp"}) {
            for (int size : new int[]{12, 36, 11}) {
                assertTrue(kernel.agreed("""
                        r1 = r8
                        r2 = r6
                        r2 += 16
                        r3 = %d
                        r4 = -1
                        r5 = 0
                        call %s
                        if r0 == 0 goto pc+3
                        r1 = r0
                        call bpf_sk_release
                        r0 = 1
                        """.formatted(size, helper), packet("nobody is there")).isPresent(), kernel::refusal);
            }
        }
    }

    private static byte[] packet(String text) {
        byte[] packet = new byte[OnThisKernel.PACKET];
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, packet, TEXT, bytes.length);
        return packet;
    }
}
