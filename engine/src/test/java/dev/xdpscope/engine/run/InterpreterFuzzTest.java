package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.InsnGenerator;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever can be decoded can be run: the end is an outcome or the budget, never an exception. */
class InterpreterFuzzTest {
    private static final int PROGRAMS = 60_000;
    private static final int STEPS = 500;
    private static final int[] HELPERS = {1, 2, 3, 5, 6, 7, 8, 16, 23, 28, 44, 51, 54, 65, 84, 105, 106, 112, 113, 114,
        115, 118, 123, 125, 160, 165, 177, 182, 188, 189, 190, 195, 208};

    private static final List<MapSpec> MAPS = List.of(TestBench.map("a", MapSpec.ARRAY, 4, 12, 3),
            TestBench.map("h", MapSpec.PERCPU_HASH, 4, 8, 2), TestBench.map("d", MapSpec.DEVMAP, 4, 2, 2));

    private static final List<Kfunc> KFUNCS = List.of(TestProgram.kfunc("stub", new Kfunc.Binding.Stub(-95)),
            TestProgram.kfunc("native", new Kfunc.Binding.Native()),
            TestProgram.kfunc("body", new Kfunc.Binding.Body("prog", 3)),
            TestProgram.kfunc("unbound", new Kfunc.Binding.Unbound()));

    @Test
    void nothingButAnOutcome() {
        Random random = new Random(8);
        InsnGenerator generator = new InsnGenerator(random);
        Set<String> ends = new HashSet<>();
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = TestProgram.of(code(random, generator), KFUNCS, MAPS);
            TestBench bench = TestBench.of(random.nextBoolean() ? program : TestProgram.kernel(program),
                    TestBench.helpers().kfunc("native", c -> 1));
            start(random, bench);
            Machine machine = bench.machine();
            try {
                Interpreter.run(machine, STEPS);
            } catch (RuntimeException e) {
                throw new AssertionError("program " + i + " at " + machine.pc() + " of " + program.code(), e);
            }
            assertTrue(machine.outcome().isPresent() || machine.steps() == STEPS);
            machine.outcome().ifPresent(o -> ends.add(o instanceof Outcome.Faulted f
                    ? f.fault().what().replaceAll("[-0-9].*", "") : "returned"));
            machine.restore(machine.snapshot());
            assertTrue(bench.map(1).entries().size() <= MAPS.get(1).maxEntries());
        }
        assertTrue(ends.size() > 25, "the generator should reach most kinds of faults, not only " + ends);
    }

    /** Registers that lead to all kinds of memory, or nowhere. */
    private static void start(Random random, TestBench bench) {
        Region packet = bench.region(Region.Spec.of(Region.Kind.PACKET, "rx 0", 4096, "").writable());
        Region context = bench.region(Region.Spec.of(Region.Kind.KERNEL, "xdp_buff", XdpBuff.SIZE, ""));
        context.write(XdpBuff.DATA_HARD_START, 8, packet.address(0));
        context.write(XdpBuff.FRAME_SZ, 4, 4096);
        new XdpBuff(bench.memory(), context.address(0))
                .point(packet.address(256), packet.address(256), packet.address(356));
        Machine machine = bench.machine();
        machine.enter(bench.executable(), 0);
        List<Region> regions = bench.memory().regions();
        for (int r = 0; r < 10; r++) {
            machine.r[r] = switch (random.nextInt(8)) {
                case 0 -> random.nextLong() >> random.nextInt(64);
                case 1 -> context.address(0);
                case 2 -> packet.address(random.nextInt(250, 370));
                case 3 -> machine.r[10] - random.nextInt(0, 600);
                case 4 -> random.nextInt(-8, 80);
                case 5 -> bench.map(random.nextInt(3)).handle().address(0);
                default -> regions.get(random.nextInt(regions.size())).address(random.nextInt(-8, 40));
            };
        }
    }

    private static List<Insn> code(Random random, InsnGenerator generator) {
        List<Insn> code = new ArrayList<>();
        int length = random.nextInt(1, 30);
        while (code.size() < length) {
            Insn insn = random.nextInt(4) == 0 ? generator.insn() : near(random, generator.insn(), length);
            code.add(insn);
            if (insn.slots() == 2) {
                code.add(new Insn.SecondSlot());
            }
        }
        return code;
    }

    /** The same kind of instruction, but likely to lead to something. */
    private static Insn near(Random random, Insn insn, int length) {
        int off = random.nextInt(-length, length);
        return switch (insn) {
            case Insn.Jump j -> new Insn.Jump(j.width(), j.op(), j.dst(), j.src(), off);
            case Insn.Goto g -> new Insn.Goto(off, g.wide());
            case Insn.CallLocal c -> new Insn.CallLocal(off);
            case Insn.CallHelper c -> new Insn.CallHelper(HELPERS[random.nextInt(HELPERS.length)]);
            case Insn.CallKfunc c -> new Insn.CallKfunc(random.nextInt(-1, 5), 0);
            case Insn.Load l -> new Insn.Load(l.size(), l.signed(), l.dst(), l.base(), random.nextInt(-16, 16));
            case Insn.Store s -> new Insn.Store(s.size(), s.base(), random.nextInt(-16, 16), s.src());
            case Insn.Atomic a ->
                    new Insn.Atomic(a.size(), a.op(), a.fetch(), a.base(), random.nextInt(-16, 16), a.src());
            case Insn.LoadImm64 l -> new Insn.LoadImm64(l.dst(), switch (random.nextInt(4)) {
                case 0 -> new Imm64.Code(off);
                case 1 -> new Imm64.MapFd(random.nextInt(-1, 4));
                case 2 -> new Imm64.MapValue(random.nextInt(-1, 4), random.nextInt(-4, 40));
                default -> l.value();
            });
            default -> insn;
        };
    }
}
