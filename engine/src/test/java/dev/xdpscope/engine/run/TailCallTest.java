package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Tools;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tail calls and maps of maps, as clang compiles them and libbpf fills the maps. */
class TailCallTest {
    private static Program link(String program) {
        return BpfObject.read(Tools.fixture("tail_calls.bpf.o")).link(program, Optional.empty());
    }

    @Test
    void programsOfTheArrayAreBehindTheMainOneWithTheirSubprograms() {
        Program start = link("start");
        assertEquals(List.of("MAIN start", "SUBPROGRAM count", "TAIL_CALLED forever", "TAIL_CALLED next",
                "TAIL_CALLED last"),
                start.functions().stream().map(f -> f.kind() + " " + f.name()).toList());
        assertEquals(List.of(new MapSpec.Slot(0, "forever"), new MapSpec.Slot(1, "next"), new MapSpec.Slot(3, "last")),
                start.maps().stream().filter(m -> m.type() == MapSpec.PROG_ARRAY).findFirst().orElseThrow().slots());
        assertEquals(ProgramFunction.Kind.MAIN, link("next").functions().getFirst().kind());
    }

    /** start looks in two empty places first; next calls itself three times, and last at the end. */
    @Test
    void followsTailCallsAndFallsThroughWhereThereIsNothing() {
        TestBench bench = TestBench.of(link("start"));
        List<String> called = new ArrayList<>();
        bench.machine().listener(e -> {
            if (e instanceof CallEvent.TailCalled t) {
                called.add(t.program());
            }
        });
        assertEquals(105, bench.r0(0));
        assertEquals(List.of("next", "next", "next", "next", "last"), called);
        assertEquals(4, counter(bench, "first"));
        assertEquals(5, counter(bench, "second"));
    }

    @Test
    void atMost33() {
        TestBench bench = TestBench.of(link("forever"));
        assertEquals(34, bench.r0(0));
        assertEquals(34 + 34, bench.r0(0), "each run has its own count");
    }

    @Test
    void otherMapsAndOtherHelpersAreRefused() {
        String fault = TestBench.of(TestProgram.of("r2 = map[m]\nr3 = 0\ncall bpf_tail_call\nexit",
                TestBench.map("m", MapSpec.ARRAY, 4, 4, 1))).fault().toString();
        assertTrue(fault.contains("cannot pass map_type 2 into func bpf_tail_call#12"), fault);
        String lookup = TestBench.of(TestProgram.of("r1 = map[m]\nr2 = r10\ncall bpf_map_lookup_elem\nexit",
                TestBench.map("m", MapSpec.PROG_ARRAY, 4, 4, 1))).fault().toString();
        assertTrue(lookup.contains("cannot pass map_type 3 into func bpf_map_lookup_elem#1"), lookup);
    }

    private static long counter(TestBench bench, String map) {
        BpfMap counter = bench.executable().maps().all().stream().filter(m -> m.spec().name().equals(map)).findFirst()
                .orElseThrow();
        return ByteBuffer.wrap(counter.entries().getFirst().values().getFirst()).order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
