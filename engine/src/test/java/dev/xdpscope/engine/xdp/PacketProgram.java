package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A random program that the kernel's verifier accepts: calls that move the ends of a packet, copy to and from it and look at it
 * through dynptrs. Each result and all that was read is left in the one value of a map.
 */
final class PacketProgram {
    private static final int CALLS = 10;

    /** Bytes that a call may copy. */
    private static final int ROOM = 6_000;

    /** Its value has the results, 8 bytes each, then the bytes of each call. */
    static final MapSpec RESULTS = TestBench.map("results", MapSpec.ARRAY, 4, (ROOM + 8) * CALLS, 1);

    /** Nobody reads it, so that records find no room in the end. */
    static final MapSpec RING = TestBench.map("ring", MapSpec.RINGBUF, 0, 0, 4096);

    /** Where dynptrs of the packet, another of it, and one of the map's value lie. */
    private static final int[] SLOTS = {-32, -48, -64};

    private static final int OF_MAP = 2;
    private static final int OF_RECORD = -80;

    private final SplittableRandom random;
    private final int length;
    private final StringBuilder source = new StringBuilder();
    private final Set<String> kfuncs = new LinkedHashSet<>();
    private final boolean[] made = new boolean[SLOTS.length];
    private int call;
    private int labels;

    private PacketProgram(SplittableRandom random, int length) {
        this.random = random;
        this.length = length;
    }

    /**
     * @param length of the packet, around which offsets and lengths are chosen
     */
    static Program of(SplittableRandom random, int length) {
        return new PacketProgram(random, length).program();
    }

    private Program program() {
        line("r6 = r1", "*(u32 *)(r10 -4) = 0", "r1 = map[results]", "r2 = r10", "r2 += -4",
                "call bpf_map_lookup_elem", "if r0 != 0 goto +2", "r0 = 1", "exit", "r9 = r0");
        for (call = 0; call < CALLS; call++) {
            any();
        }
        line("r0 = 2", "exit");
        List<Kfunc> table = kfuncs.stream().map(k -> TestProgram.kfunc(k, new Kfunc.Binding.Native()))
                .collect(Collectors.toCollection(ArrayList::new));
        return TestProgram.of(source.toString(), table, RESULTS, RING);
    }

    private void line(String... lines) {
        for (String l : lines) {
            source.append(l).append('\n');
        }
    }

    private void any() {
        int slot = random.nextInt(SLOTS.length);
        switch (random.nextInt(20)) {
            case 0 -> helper("bpf_xdp_get_buff_len", "r1 = r6");
            case 1, 2 -> helper("bpf_xdp_load_bytes", "r1 = r6", "r2 = " + offset(), area(3), "r4 = " + bytes(1));
            case 3, 4 -> helper("bpf_xdp_store_bytes", "r1 = r6", "r2 = " + offset(), area(3), "r4 = " + bytes(1));
            case 5, 6 -> helper("bpf_xdp_adjust_tail", "r1 = r6", "r2 = " + delta());
            case 7 -> helper("bpf_xdp_adjust_head", "r1 = r6", "r2 = " + random.nextInt(-230, 300));
            case 8 -> helper("bpf_xdp_adjust_meta", "r1 = r6", "r2 = " + 4 * random.nextInt(-60, 20));
            case 9, 10 -> kfunc("bpf_xdp_pull_data", "r1 = r6", "r2 = " + offset());
            case 11 -> record();
            default -> dynptr(slot);
        }
    }

    /** A record of the ring buffer, written to and given back: the results of both calls, 32 bits each. */
    private void record() {
        int size = random.nextInt(6) == 0 ? 0xffffff + random.nextInt(-1, 2) : random.nextInt(900);
        line("r1 = map[ring]", "r2 = " + size, "r3 = " + flags(), "r4 = r10", "r4 += " + OF_RECORD,
                "call bpf_ringbuf_reserve_dynptr", "r7 = r0", "r7 <<= 32");
        line("r1 = r10", "r1 += " + OF_RECORD, "r2 = " + random.nextInt(900), area(3), "r4 = " + bytes(0),
                "r5 = " + flags(), "call bpf_dynptr_write", "w0 = w0", "r7 |= r0");
        line("r1 = r10", "r1 += " + OF_RECORD, "r2 = 0",
                "call bpf_ringbuf_" + (random.nextBoolean() ? "submit" : "discard") + "_dynptr");
        result("r1 = r7");
    }

    private void dynptr(int slot) {
        if (!made[slot] || random.nextInt(8) == 0) {
            make(slot);
            return;
        }
        int other = random.nextInt(SLOTS.length);
        switch (random.nextInt(12)) {
            case 0, 1 -> helper("bpf_dynptr_read", area(1), "r2 = " + bytes(0), at(3, slot), "r4 = " + offset(),
                    "r5 = " + flags());
            case 2, 3 -> helper("bpf_dynptr_write", at(1, slot), "r2 = " + offset(), area(3), "r4 = " + bytes(0),
                    "r5 = " + flags());
            case 4, 5 -> slice(slot);
            case 6 -> kfunc("bpf_dynptr_adjust", at(1, slot), "r2 = " + offset(), "r3 = " + offset());
            case 7 -> kfunc("bpf_dynptr_size", at(1, slot));
            case 8 -> predicate("bpf_dynptr_is_null", at(1, slot));
            case 9 -> kfunc("bpf_dynptr_memset", at(1, slot), "r2 = " + offset(), "r3 = " + bytes(0), "r4 = 0x1a7");
            case 10 -> {
                if (made[other] && (slot == OF_MAP) != (other == OF_MAP)) {
                    kfunc("bpf_dynptr_copy", at(1, slot), "r2 = " + offset(), at(3, other), "r4 = " + offset(),
                            "r5 = " + bytes(0));
                } else {
                    predicate("bpf_dynptr_is_rdonly", at(1, slot));
                }
            }
            default -> data(slot);
        }
    }

    private void make(int slot) {
        made[slot] = true;
        if (slot == OF_MAP) {
            helper("bpf_dynptr_from_mem", area(1), "r2 = " + random.nextInt(ROOM), "r3 = " + flags(), at(4, slot));
        } else if (slot == 1 && made[0] && random.nextBoolean()) {
            kfunc("bpf_dynptr_clone", at(1, 0), at(2, 1));
        } else {
            kfunc("bpf_dynptr_from_xdp", "r1 = r6", "r2 = " + flags(), at(3, slot));
        }
    }

    /** Leaves whether there is a slice, whether it is the buffer, and its first and last byte; may write it. */
    private void slice(int slot) {
        boolean writable = random.nextBoolean();
        int n = random.nextInt(1, random.nextBoolean() ? 64 : ROOM - 64);
        String name = writable ? "bpf_dynptr_slice_rdwr" : "bpf_dynptr_slice";
        kfuncs.add(name);
        line(at(1, slot), "r2 = " + offset(), random.nextInt(3) == 0 ? "r3 = 0" : area(3), "r7 = r3", "r4 = " + n,
                "call " + name);
        result("r1 = 7", "if r0 == 0 goto end" + labels, "r1 = 1", "if r0 != r7 goto other" + labels, "r1 = 2",
                "other" + labels + ":", "r2 = *(u8 *)(r0 +0)", "r1 <<= 8", "r1 |= r2",
                "r2 = *(u8 *)(r0 +" + (n - 1) + ")", "r1 <<= 8", "r1 |= r2",
                writable ? "*(u8 *)(r0 +" + n / 2 + ") = 0xee" : "r2 = 0");
    }

    /** The kernel wants a constant length. */
    private void data(int slot) {
        int n = random.nextInt(1, 64);
        line(at(1, slot), "r2 = " + offset(), "r3 = " + n, "call bpf_dynptr_data");
        result("r1 = 7", "if r0 == 0 goto end" + labels, "r1 = *(u8 *)(r0 +" + (n - 1) + ")");
    }

    private void result(String... lines) {
        line(lines);
        line("end" + labels++ + ":", "*(u64 *)(r9 +" + call * 8 + ") = r1");
    }

    private void helper(String name, String... arguments) {
        line(arguments);
        line("call " + name, "*(u64 *)(r9 +" + call * 8 + ") = r0");
    }

    /** Of what a kfunc returns, what is above its 32 bits is left to the compiler of the kernel. */
    private void kfunc(String name, String... arguments) {
        kfuncs.add(name);
        line(arguments);
        line("call " + name);
        result("w1 = w0");
    }

    /** Of a {@code bool}, what is above its 8 bits. */
    private void predicate(String name, String argument) {
        kfuncs.add(name);
        line(argument, "call " + name);
        result("r1 = r0", "r1 &= 0xff");
    }

    private String area(int register) {
        return "r" + register + " = r9\nr" + register + " += " + (CALLS * 8 + call * ROOM);
    }

    private static String at(int register, int slot) {
        return "r" + register + " = r10\nr" + register + " += " + SLOTS[slot];
    }

    private int flags() {
        return random.nextInt(12) == 0 ? 1 : 0;
    }

    /** Mostly within the packet, often near where a buffer ends. */
    private int offset() {
        int linear = 4096 - 256 - XdpBuff.SHARED_INFO;
        return switch (random.nextInt(8)) {
            case 0 -> Math.max(0, linear + random.nextInt(-40, 40));
            case 1 -> Math.max(0, linear + 4096 * random.nextInt(4) + random.nextInt(-40, 40));
            case 2 -> Math.max(0, length + random.nextInt(-40, 40));
            case 3 -> random.nextInt(64);
            case 4 -> random.nextInt(4) == 0 ? random.nextInt(60_000, 80_000) : random.nextInt(length);
            default -> random.nextInt(length);
        };
    }

    private int bytes(int least) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(least, 16);
            case 1 -> random.nextInt(least, ROOM);
            default -> random.nextInt(least, 300);
        };
    }

    private int delta() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-length - 20, 20);
            case 1 -> random.nextInt(-9_000, 9_000);
            case 2 -> random.nextInt(12) == 0 ? Integer.MIN_VALUE : -4096;
            case 3 -> 4096 - (length + 576) % 4096 + random.nextInt(-2, 3);
            default -> random.nextInt(-300, 300);
        };
    }
}
