package dev.xdpscope.engine.object.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Tools;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BtfTest {
    private final Btf btf = BpfObject.read(Tools.fixture("layouts.bpf.o")).btf().orElseThrow();

    @Test
    void findsFieldsThroughNestingAnonymousMembersArraysAndBitFields() {
        assertEquals("0+0:64 struct node *", field("next"));
        assertEquals("8+0:64 struct forward *", field("other"));
        assertEquals("16+0:64 handler", field("call"));
        assertEquals("24+0:128 const volatile char[16]", field("text"));
        assertEquals("27+0:8 const volatile char", field("text[3]"));
        assertEquals("40+0:32 union word", field("word"));
        assertEquals("42+0:8 u8", field("word.bytes[2]"));
        assertEquals("44+0:16 u16", field("left"));
        assertEquals("46+0:16 u16", field("right"));
        assertEquals("47+0:8 u8", field("high"));
        assertEquals("48+0:3 u64", field("bottom"));
        assertEquals("48+3:30 u64", field("middle"));
        assertEquals("52+1:31 u64", field("top"));
        assertEquals("70+0:16 u16", field("inner.grid[1][1].y"));
        assertEquals("80+0:32 enum small", field("small"));
        assertEquals("88+0:64 enum wide", field("wide"));
        assertEquals("96+0:8 _Bool", field("flag"));
        assertEquals("104+0:64 int *", field("tagged"));
        assertEquals("112+0:0 u32[0]", field("tail"));
        assertEquals("120+0:32 u32", field("tail[2]"));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        for (String path : new String[]{"", "nothing", "next.next", "text[16]", "word.bytes[4]", "left.x", "grid", ".",
            "next.", "inner..grid", "text[", "text[-1]", "text[99999999999]", "left[0]"}) {
            assertEquals(Optional.empty(), btf.field("node", path), path);
        }
        assertEquals(Optional.empty(), btf.field("u32", "x"));
        assertEquals(Optional.empty(), btf.field("absent", "x"));
    }

    private String field(String path) {
        BtfField f = btf.field("node", path).orElseThrow(() -> new AssertionError(path));
        assertEquals(path, f.path());
        return f.byteOffset() + "+" + f.bitOffset() + ":" + f.bitSize() + " " + btf.describe(f.type());
    }

    @Test
    void describesTypesAsC() {
        assertEquals("int (*)(struct xdp_md *, const char *, ...)",
                btf.describe(((BtfType.Typedef) btf.type(btf.find("handler").getAsInt())).target()));
        assertEquals("struct node *", btf.describe(variable("root")));
        assertEquals("volatile double", btf.describe(variable("ratio")));
        assertEquals("int (struct xdp_md *)", btf.describe(btf.find("use").getAsInt()));
        assertEquals("void", btf.describe(0));
    }

    private int variable(String name) {
        return assertInstanceOf(BtfType.Variable.class, btf.type(btf.find(name).getAsInt())).type();
    }

    @Test
    void knowsEnumsOfBothSizes() {
        BtfType.Enum small = assertInstanceOf(BtfType.Enum.class, btf.type(btf.find("small").getAsInt()));
        assertEquals(-1, small.enumerators().getFirst().value());
        assertTrue(small.signed());
        BtfType.Enum wide = assertInstanceOf(BtfType.Enum.class, btf.type(btf.find("wide").getAsInt()));
        assertEquals(0x1234567890L, wide.enumerators().getFirst().value());
        assertFalse(wide.signed());
        assertEquals(8, btf.sizeOf(btf.find("wide").getAsInt()));
    }

    @Test
    void findsStructsByTagAndByTypedef() {
        assertEquals(btf.find("node"), btf.struct("node"));
        assertEquals(OptionalInt.empty(), btf.struct("handler"));
        assertEquals(112, btf.sizeOf(btf.struct("node").getAsInt()));
        assertTrue(assertInstanceOf(BtfType.Struct.class, btf.type(btf.struct("word").getAsInt())).union());
        assertThrows(BtfException.class, () -> btf.sizeOf(0));
        assertThrows(BtfException.class, () -> btf.type(btf.count()));
        assertThrows(BtfException.class, () -> btf.type(-1));
    }

    @Test
    void refusesTypesThatContainThemselvesOrNameOthersThatAreNot() {
        refused("contains itself", 0, 8 << 24, 1);
        refused("contains itself", 0, 8 << 24, 2, 0, 10 << 24, 1);
        refused("contains itself", 0, 3 << 24, 0, 1, 1, 4);
        refused("contains itself", 1, 4 << 24 | 1, 8, 1, 2, 0, 0, 3 << 24, 0, 1, 0, 4);
        refused("refers to type 9", 0, 2 << 24, 9);
        refused("refers to type 4294967295", 0, 2 << 24, -1);
        refused("kind 20", 0, 20 << 24, 0);
        refused("bytes are needed", 0, 4 << 24 | 9, 8);
        int[] chain = new int[3 * 1000];
        for (int i = 0; i < 1000; i++) {
            chain[3 * i + 1] = 9 << 24;
            chain[3 * i + 2] = i < 999 ? i + 2 : 0;
        }
        refused("nested more than", chain);
    }

    /** A pointer may lead back to itself: describing it must end. */
    @Test
    void describesEndlessPointers() {
        Btf endless = parse(0, 2 << 24, 1, 0, 2 << 24, 3, 0, 13 << 24 | 2, 2, 0, 2, 0, 2);
        assertTrue(endless.describe(1).contains("…"), endless.describe(1));
        assertTrue(endless.describe(3).contains("…"), endless.describe(3));
    }

    /** Embedding the same struct twice at each of many levels must not double the work at each. */
    @Test
    void searchesSharedAnonymousMembersOnce() {
        int levels = 100;
        int[] words = new int[levels * 9 + 3];
        for (int i = 0; i < levels; i++) {
            int[] struct = {0, 4 << 24 | 2, 0, 0, i + 2, 0, 0, i + 2, 0};
            System.arraycopy(struct, 0, words, i * 9, 9);
        }
        words[levels * 9 + 1] = 4 << 24;
        assertEquals(Optional.empty(), parse(words).field(1, "absent"));
    }

    @Test
    void readsTheRunningKernelsTypes() {
        Path vmlinux = Path.of("/sys/kernel/btf/vmlinux");
        assumeTrue(Files.isReadable(vmlinux), "this kernel shows no BTF: " + vmlinux);
        Btf kernel = Btf.parse(Tools.bytes(vmlinux), Place.of(vmlinux));
        int structs = 0;
        for (int id = 0; id < kernel.count(); id++) {
            assertFalse(kernel.describe(id).isEmpty());
            if (kernel.type(id) instanceof BtfType.Struct s) {
                structs++;
                for (BtfType.Member m : s.members()) {
                    int bits = m.bitSize() > 0 ? m.bitSize() : 8 * kernel.sizeOf(m.type());
                    assertTrue(m.bitOffset() + bits <= 8 * s.size(), s.name() + "." + m.name());
                    if (!m.name().isEmpty()) {
                        BtfField field = kernel.field(id, m.name()).orElseThrow();
                        assertEquals(m.bitOffset(), 8 * field.byteOffset() + field.bitOffset());
                        assertEquals(bits, field.bitSize());
                    }
                }
            }
        }
        assertTrue(structs > 1000);
        assertEquals(32, kernel.field("xdp_md", "data_end").orElseThrow().bitSize());
    }

    private static Btf parse(int... words) {
        ByteBuffer b = ByteBuffer.allocate(24 + 4 * words.length + 3).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24).putInt(0).putInt(4 * words.length)
                .putInt(4 * words.length).putInt(3);
        for (int word : words) {
            b.putInt(word);
        }
        b.put(new byte[]{0, 'a', 0});
        return Btf.parse(b.array(), Place.NOWHERE.section(".BTF"));
    }

    private static void refused(String why, int... words) {
        ProblemException e = assertThrows(ProblemException.class, () -> parse(words));
        assertTrue(e.what().contains(why), e.getMessage());
    }
}
