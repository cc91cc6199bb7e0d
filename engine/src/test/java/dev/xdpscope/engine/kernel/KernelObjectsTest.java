package dev.xdpscope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.kernel.check.CodeComparison;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Tools;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxFields;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.xdp.XdpLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole objects in the running kernel, with all that takes BTF. */
class KernelObjectsTest {
    private static final String SOURCE = """
            #define SEC(name) __attribute__((section(name), used))
            #define __uint(name, val) int (*name)[val]
            #define __type(name, val) val *name
            #define __array(name, val) typeof(val) *name[]
            typedef unsigned int u32;
            typedef unsigned long long u64;
            struct xdp_md { u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; };
            struct counted { u32 before; u32 count; };
            static void *(*lookup)(void *, const void *) = (void *)1;
            static long (*tail_call)(void *, void *, u32) = (void *)12;
            static long (*perf_output)(void *, void *, u64, void *, u64) = (void *)25;
            static long (*ring_output)(void *, void *, u64, u64) = (void *)130;
            static long (*loop)(u32, void *, void *, u64) = (void *)181;
            struct { __uint(type, 2); __uint(max_entries, 1); __type(key, u32); __type(value, struct counted); }
            counts SEC(".maps");
            struct { __uint(type, 27); __uint(max_entries, 4096); } ring SEC(".maps");
            struct { __uint(type, 4); __uint(max_entries, 64); __type(key, u32); __type(value, u32); }
            events SEC(".maps");
            struct inner { __uint(type, 2); __uint(max_entries, 2); __type(key, u32); __type(value, u64); }
            inside SEC(".maps");
            struct { __uint(type, 12); __uint(max_entries, 2); __type(key, u32); __array(values, struct inner); }
            outer SEC(".maps") = { .values = { [1] = &inside } };
            int second(struct xdp_md *ctx);
            struct { __uint(type, 3); __uint(max_entries, 2); __type(key, u32); __array(values, int (struct xdp_md *)); }
            programs SEC(".maps") = { .values = { [1] = (void *)&second } };
            const volatile u32 constant = 3;
            u32 times;
            __attribute__((noinline)) int twice(int n) { return 2 * n + (int)times; }
            static long turn(u32 i, u64 *sum) { *sum += i; return 0; }
            SEC("xdp") int second(struct xdp_md *ctx) { return 40 + constant; }
            SEC("xdp") int first(struct xdp_md *ctx) {
                u32 key = 0, one = 1; u64 sum = 0;
                struct counted *c = lookup(&counts, &key);
                if (!c) return 0;
                c->count++;
                void *map = lookup(&outer, &one);
                if (map) { u64 *v = lookup(map, &key); if (v) *v += 5; }
                loop(5, turn, &sum, 0);
                times = twice(sum);
                ring_output(&ring, &sum, sizeof(sum), 0);
                perf_output(ctx, &events, 0xffffffffULL, &sum, sizeof(sum));
                tail_call(ctx, &programs, 1);
                return 1;
            }
            char licensed[] SEC("license") = "GPL";
            """;

    @TempDir
    Path folder;

    private Kernel kernel;

    @BeforeEach
    void permitted() {
        switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> kernel = k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        }
    }

    @Test
    void anObjectWithAllThatTakesTypesRuns() throws IOException {
        Tools.need("clang-19");
        Files.writeString(folder.resolve("all.c"), SOURCE);
        BpfObject object = BpfObject.read(Tools.compile("clang-19", folder, "all.c", folder.resolve("all.o")));
        Program first = object.link("first", Optional.empty());
        Program second = object.link("second", Optional.empty());
        try (KernelMaps maps = kernel.create(first.maps(), object.btf()).value("maps");
                KernelProgram main = load(object, first, maps);
                KernelProgram called = load(object, second, maps);
                Records ring = Records.of(maps.named("ring").orElseThrow()).orElseThrow().value("ring");
                Records events = Records.of(maps.named("events").orElseThrow()).orElseThrow().value("events")) {
            assertInstanceOf(Answer.Done.class, maps.fill(Map.of("second", called)));
            KernelProgram.Run run = main.run(new byte[60]).value("run");
            assertEquals(43, run.result(), "the tail-called program's, with the constant of .rodata");
            byte[] sum = {10, 0, 0, 0, 0, 0, 0, 0};
            assertArrayEquals(sum, ring.take().getFirst());
            assertArrayEquals(sum, Arrays.copyOf(events.take().getFirst(), 8));
            assertArrayEquals(new byte[]{20, 0, 0, 0}, maps.named(".bss").orElseThrow().entries().getFirst()
                    .values().getFirst());
            assertEquals(1, maps.named("counts").orElseThrow().lookup(new byte[4]).orElseThrow()[4]);
            assertEquals(5, maps.named("inside").orElseThrow().lookup(new byte[4]).orElseThrow()[0]);
            assertEquals("EPERM", maps.named(".rodata").orElseThrow().update(new byte[4], new byte[4]).toString());
            assertEquals(Set.of("array lookup in place", "bpf_loop in place", "lookup of a map in place"),
                    compared(first, main, maps).rules().keySet());
        }
    }

    /** By number: what has been loaded is gone when its handle is closed, also where a load fails. */
    @Test
    void nothingStays() {
        Program program = TestProgram.of("r1 = map[m]\nr0 = 2\nexit", TestBench.map("m", MapSpec.HASH, 4, 8, 4));
        int id;
        int map;
        try (KernelMaps maps = kernel.create(program.maps(), Optional.empty()).value("maps");
                KernelProgram loaded = kernel.load(program, maps.all(), LoadRequest.of(LoadRequest.Hook.XDP, "GPL"))
                        .value("load")) {
            id = loaded.id();
            map = maps.all().getFirst().id();
            assertTrue(exists(13, id) && exists(14, map));
        }
        long end = System.nanoTime() + 5_000_000_000L;
        // A map goes after a grace period, on another thread of the kernel.
        while ((exists(13, id) || exists(14, map)) && System.nanoTime() < end) {
            Thread.yield();
        }
        assertFalse(exists(13, id) || exists(14, map), "program " + id + " or map " + map + " stays");
    }

    /** Commands 13 and 14: BPF_PROG_GET_FD_BY_ID, BPF_MAP_GET_FD_BY_ID. */
    private static boolean exists(int command, int id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(16, 8);
            attributes.set(ValueLayout.JAVA_INT, 0, id);
            Answer<Long> answer = Libc.syscall(Libc.bpf().orElseThrow(), command, attributes.address(), 16);
            if (answer instanceof Answer.Done<Long>(Long fd)) {
                new Handle(fd).close();
                return true;
            }
            return false;
        }
    }

    private KernelProgram load(BpfObject object, Program program, KernelMaps maps) {
        return kernel.load(program, maps.all(), LoadRequest.of(LoadRequest.Hook.XDP, "GPL"), object.btf())
                .value("load " + program.name());
    }

    private CodeComparison compared(Program program, KernelProgram loaded, KernelMaps maps) {
        Program ours = new CtxRewrite(CtxFields.NONE, XdpLayout.of(kernel.types()).orElseThrow()).apply(program);
        CodeComparison c = CodeComparison.of(ours, loaded.translated(),
                maps.all().stream().map(KernelMap::id).toList(), kernel.symbols(), new BitSet());
        assertEquals(List.of(), c.differences(), program.name());
        return c;
    }
}
