package dev.xdpscope.engine.random;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelMaps;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.LoadRequest;
import dev.xdpscope.engine.map.MapType;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.write.BtfWriter;
import dev.xdpscope.engine.problem.Place;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The running kernel. */
record InKernel(Kernel kernel) implements Engine {
    private static final LoadRequest XDP = LoadRequest.of(LoadRequest.Hook.XDP, "GPL");

    /** From which the bridge makes functions of none. */
    private static final Btf NONE = Btf.parse(new BtfWriter().bytes(), Place.NOWHERE);

    @Override
    public Result run(RandomProgram random) {
        try (KernelMaps maps = kernel.create(random.program().maps(), Optional.empty()).value("maps")) {
            return switch (kernel.load(random.program(), maps.all(), XDP, types(random))) {
                case Answer.Refused<KernelProgram>(int errno, String log) ->
                        new Result.Stopped("refused: " + errno + " " + log);
                case Answer.Done<KernelProgram>(KernelProgram program) -> {
                    try (program) {
                        yield run(random, program, maps);
                    }
                }
            };
        }
    }

    /** Functions that are called back have to have types; others need none. */
    static Optional<Btf> types(RandomProgram random) {
        return random.program().code().stream()
                .anyMatch(i -> i instanceof Insn.LoadImm64 l && l.value() instanceof Imm64.Code) ? Optional.of(NONE)
                        : Optional.empty();
    }

    private static Result run(RandomProgram random, KernelProgram program, KernelMaps maps) {
        KernelProgram.Input input =
                new KernelProgram.Input(random.data(), random.metadata(), RandomProgram.IFINDEX, 0);
        return switch (program.run(input, 1)) {
            case Answer.Refused<KernelProgram.Run> refused -> new Result.Stopped("not run: " + refused);
            case Answer.Done<KernelProgram.Run>(KernelProgram.Run run) -> {
                TreeMap<String, List<String>> held = new TreeMap<>();
                maps.all().forEach(m -> held.put(m.spec().name(), contents(m)));
                yield new Result.Ran(run.result(), HexFormat.of().formatHex(run.data()), run.metadata(), held);
            }
        };
    }

    /** Maps that user space cannot read, or that programs do not change, count as empty. */
    private static List<String> contents(KernelMap map) {
        return switch (MapType.of(map.spec()).orElseThrow()) {
            case QUEUE, STACK -> map.drain().stream().map(HexFormat.of()::formatHex).toList();
            case BLOOM_FILTER, DEVMAP, CPUMAP -> List.of();
            default -> Contents.of(map.entries());
        };
    }
}
