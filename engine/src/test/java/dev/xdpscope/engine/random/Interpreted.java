package dev.xdpscope.engine.random;

import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import dev.xdpscope.engine.xdp.XdpBench;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Our interpreter. */
final class Interpreted implements Engine {

    private static final int BUDGET = 1_000_000;

    private final Coverage coverage;

    Interpreted(Coverage coverage) {
        this.coverage = coverage;
    }

    @Override
    public Result run(RandomProgram random) {
        Program program = new CtxRewrite().apply(random.program());
        byte[] data = random.data();
        XdpBench xdp = new XdpBench(program, XdpBuff.PACKET_HEADROOM,
                Arrays.copyOfRange(data, random.metadata(), data.length));
        receive(xdp, random);
        Machine machine = xdp.bench().machine();
        machine.enter(xdp.bench().executable(), 0, xdp.xdp().address());
        while (machine.outcome().isEmpty() && machine.steps() < BUDGET) {
            coverage.executed(program.code().get(machine.pc()));
            Interpreter.run(machine, machine.steps() + 1);
        }
        return machine.outcome().map(o -> switch (o) {
            case Outcome.Returned(long r0) -> ran(random, xdp, (int) r0);
            case Outcome.Faulted(var fault) -> new Result.Stopped(fault.toString());
        }).orElse(new Result.Stopped("not at its end after " + BUDGET + " instructions"));
    }

    private static void receive(XdpBench bench, RandomProgram random) {
        Memory memory = bench.bench().memory();
        XdpBuff xdp = bench.xdp();
        long queue = memory.load(xdp.address() + XdpBuff.RXQ, 8, true);
        long device = memory.load(queue + XdpBuff.RXQ_DEV, 8, true);
        memory.store(queue + XdpBuff.RXQ_QUEUE_INDEX, 4, 0, true);
        memory.store(device + XdpBuff.NET_DEVICE_IFINDEX, 4, RandomProgram.IFINDEX, true);
        long start = xdp.data() - random.metadata();
        memory.write(start, Arrays.copyOf(random.data(), random.metadata()), true);
        xdp.point(start, xdp.data(), xdp.dataEnd());
    }

    private static Result ran(RandomProgram random, XdpBench bench, int value) {
        XdpBuff xdp = bench.xdp();
        TreeMap<String, List<String>> maps = new TreeMap<>();
        for (int i = 0; i < random.program().maps().size(); i++) {
            BpfMap map = bench.bench().map(i);
            maps.put(map.spec().name(), contents(map));
        }
        byte[] data = xdp.bytes(xdp.dataMeta(), xdp.dataEnd());
        return new Result.Ran(value, HexFormat.of().formatHex(data), xdp.metaLength(), maps);
    }

    private static List<String> contents(BpfMap map) {
        return switch (MapType.of(map.spec()).orElseThrow()) {
            case QUEUE, STACK ->
                    map.entries().stream().map(e -> HexFormat.of().formatHex(e.values().getFirst())).toList();
            case BLOOM_FILTER, DEVMAP, CPUMAP -> List.of();
            default -> Contents.of(map.entries());
        };
    }
}
