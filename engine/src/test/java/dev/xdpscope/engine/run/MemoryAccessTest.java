package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Region;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9669, sections 5.1 to 5.3: loads, stores and atomic operations. */
class MemoryAccessTest {
    private static final long FILL = 0x1122_3344_5566_7788L;

    @ParameterizedTest
    @CsvSource(textBlock = """
            u8,  0xf8, 0xf8
            u16, 0xf7f8, 0xf7f8
            u32, 0xf5f6f7f8, 0xf5f6f7f8
            u64, 0xf1f2f3f4f5f6f7f8, 0xf1f2f3f4f5f6f7f8
            s8,  0xf8, 0xfffffffffffffff8
            s16, 0xf7f8, 0xfffffffffffff7f8
            s32, 0xf5f6f7f8, 0xfffffffff5f6f7f8
            s32, 0x75f6f7f8, 0x75f6f7f8
            """)
    void loads(String type, String memory, String expected) {
        TestBench bench = TestBench.of("r0 = *(" + type + " *)(r1 +3)\nexit");
        Region region = bench.region("data", 16);
        region.write(3, 8, ArithmeticTest.number(memory));
        assertEquals(ArithmeticTest.number(expected), bench.r0(region.address(0)));
    }

    @ParameterizedTest
    @CsvSource({"u8, 1", "u16, 2", "u32, 4", "u64, 8"})
    void storesTouchTheirBytesOnly(String type, int size) {
        for (String value : new String[]{"r2", "-2"}) {
            TestBench bench = TestBench.of("*(" + type + " *)(r1 +4) = " + value + "\nr0 = 0\nexit");
            Region region = bench.region("data", 16);
            byte[] expected = new byte[16];
            for (int i = 0; i < size; i++) {
                expected[4 + i] = (byte) (-2L >> 8 * i);
            }
            bench.r0(region.address(0), -2);
            assertArrayEquals(expected, region.bytes(0, 16));
        }
    }

    /** Each row: operation, memory before, r2 before; then memory and r2 after. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            lock *(u64 *)(r1 +0) += r2,                      5, 7, 12, 7
            lock *(u64 *)(r1 +0) |= r2,                      5, 2, 7, 2
            lock *(u64 *)(r1 +0) &= r2,                      5, 4, 4, 4
            lock *(u64 *)(r1 +0) ^= r2,                      5, 1, 4, 1
            'r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)',   -1, 2, 1, -1
            'r2 = atomic64_fetch_or((u64 *)(r1 +0), r2)',    5, 2, 7, 5
            'r2 = atomic64_fetch_and((u64 *)(r1 +0), r2)',   5, 4, 4, 5
            'r2 = atomic64_fetch_xor((u64 *)(r1 +0), r2)',   5, 1, 4, 5
            'r2 = atomic64_xchg((u64 *)(r1 +0), r2)',        -5, 1, 1, -5
            """)
    void atomicDoubleWords(String insn, long memory, long operand, long memoryAfter, long operandAfter) {
        atomic(insn, memory, operand, memoryAfter, operandAfter);
    }

    /** The upper half of memory stays, the upper half of the operand does not count, a fetched value is zero-extended. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            lock *(u32 *)(r1 +0) += r2,                      0xaaaaaaaaffffffff, 0xbbbbbbbb00000002, 0xaaaaaaaa00000001, 0xbbbbbbbb00000002
            'r2 = atomic_fetch_add((u32 *)(r1 +0), r2)',     0xaaaaaaaaffffffff, 0xbbbbbbbb00000002, 0xaaaaaaaa00000001, 0xffffffff
            'r2 = atomic_fetch_or((u32 *)(r1 +0), r2)',      0xaaaaaaaa80000000, 0xbbbbbbbb00000002, 0xaaaaaaaa80000002, 0x80000000
            'r2 = atomic_fetch_and((u32 *)(r1 +0), r2)',     0xaaaaaaaa80000003, 0xbbbbbbbb80000002, 0xaaaaaaaa80000002, 0x80000003
            'r2 = atomic_fetch_xor((u32 *)(r1 +0), r2)',     0xaaaaaaaa80000003, 0xbbbbbbbb80000002, 0xaaaaaaaa00000001, 0x80000003
            'r2 = atomic_xchg((u32 *)(r1 +0), r2)',          0xaaaaaaaa80000003, 0xbbbbbbbb00000002, 0xaaaaaaaa00000002, 0x80000003
            """)
    void atomicWords(String insn, String memory, String operand, String memoryAfter, String operandAfter) {
        atomic(insn, ArithmeticTest.number(memory), ArithmeticTest.number(operand), ArithmeticTest.number(memoryAfter),
                ArithmeticTest.number(operandAfter));
    }

    private static void atomic(String insn, long memory, long operand, long memoryAfter, long operandAfter) {
        TestBench bench = TestBench.of(insn + "\nr0 = r2\nexit");
        Region region = bench.region("data", 8);
        region.write(0, 8, memory);
        assertEquals(operandAfter, bench.r0(region.address(0), operand));
        assertEquals(memoryAfter, region.read(0, 8));
    }

    /** Each row: width, r0 to compare with, memory; then memory and r0 after an exchange for 0x1234. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            64, 0x1122334455667788, 0x1122334455667788, 0x1234, 0x1122334455667788
            64, 0x55667788, 0x1122334455667788, 0x1122334455667788, 0x1122334455667788
            32, 0x1122334455667788, 0x1122334455667788, 0x1122334400001234, 0x55667788
            32, 0xaaaaaaaa55667788, 0x1122334455667788, 0x1122334400001234, 0x55667788
            32, 0xaaaaaaaa55667789, 0x1122334455667788, 0x1122334455667788, 0x55667788
            """)
    void compareAndExchange(int bits, String compare, String memory, String memoryAfter, String r0After) {
        String name = bits == 64 ? "atomic64_cmpxchg((u64" : "atomic_cmpxchg((u32";
        TestBench bench = TestBench.of("r0 = r3\nr0 = " + name + " *)(r1 +0), r0, r2)\nexit");
        Region region = bench.region("data", 8);
        region.write(0, 8, ArithmeticTest.number(memory));
        assertEquals(ArithmeticTest.number(r0After),
                bench.r0(region.address(0), 0x1234, ArithmeticTest.number(compare)));
        assertEquals(ArithmeticTest.number(memoryAfter), region.read(0, 8));
    }

    @ParameterizedTest
    @CsvSource({"u8, 0x88", "u16, 0x7788", "u32, 0x55667788", "u64, 0x1122334455667788"})
    void loadAcquireAndStoreRelease(String type, String part) {
        TestBench bench = TestBench.of("r0 = load_acquire((" + type + " *)(r1 +0))\nstore_release((" + type
                + " *)(r1 +8), r2)\nexit");
        Region region = bench.region("data", 16);
        region.write(0, 8, FILL);
        assertEquals(ArithmeticTest.number(part), bench.r0(region.address(0), FILL));
        assertEquals(ArithmeticTest.number(part), region.read(8, 8));
    }

    /** Legacy packet access: r6 leads to a context that begins with the packet's bounds; the value is in network order. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            r0 = *(u8 *)skb[2],         0x03
            r0 = *(u16 *)skb[2],        0x0304
            r0 = *(u32 *)skb[2],        0x03040506
            r0 = *(u32 *)skb[r7 + 1],   0x03040506
            r0 = *(u16 *)skb[6],        0x0708
            r0 = *(u16 *)skb[7],        0
            r0 = *(u16 *)skb[-1],       0
            r0 = *(u8 *)skb[r7 + 7],    0
            """)
    void packetLoads(String insn, String expected) {
        TestBench bench = TestBench.of("r6 = r1\nr7 = 1\n" + insn + "\nr8 = 1\nexit");
        Region context = bench.region("context", 16);
        Region packet = bench.region("packet", 16);
        packet.put(4, new byte[]{1, 2, 3, 4, 5, 6, 7, 8});
        context.write(0, 8, packet.address(4));
        context.write(8, 8, packet.address(12));
        assertEquals(ArithmeticTest.number(expected), bench.r0(context.address(0)));
    }
}
