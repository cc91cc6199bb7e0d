package dev.xdpscope.app.cli;

import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xdpscope exec}: a plugin of the public bpf_conformance runner (github.com/Alan-Jowett/bpf_conformance). */
@Command(name = "exec", description = "Executes raw instructions and prints r0 in hexadecimal.", footer = {"",
    "The program's bytes come as hexadecimal on standard input. It is called with r1 = address of the memory",
    "and r2 = its length, and may use the helpers of maps, clocks and random numbers, also by their numbers in",
    "registers.", "",
    "Example:",
    "  echo 'b7 00 00 00 02 00 00 00 95 00 00 00 00 00 00 00' | xdpscope exec"})
final class ExecCommand implements Callable<Integer> {
    private static final String MEMORY = "the memory";

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "MEMORY", description = "The memory's bytes in hexadecimal.")
    private String memory = "";

    @Option(names = "--program", paramLabel = "HEX", description = "The program's bytes, in place of standard input.")
    private Optional<String> program = Optional.empty();

    @Option(names = "--budget", paramLabel = "N", description = "The most instructions to execute. Default: 10000000.")
    private long budget = 10_000_000;

    ExecCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        byte[] data = HexText.parse(memory, MEMORY, Place.NOWHERE);
        Place place = program.isPresent() ? Place.NOWHERE.section("--program") : Place.of(Input.STANDARD);
        String hex = program.orElseGet(() -> Input.read(terminal.in(), Input.STANDARD));
        byte[] bytes = HexText.parse(hex, "the program", place);
        if (bytes.length == 0) {
            throw new ProblemException(place, "there is no program", "Give its bytes in hexadecimal.");
        }
        try {
            terminal.line(Long.toHexString(run(Decoder.decode(bytes, place), data)));
        } catch (ProblemException e) {
            throw Problems.remedied(e, "Check the program from there on.");
        }
        return 0;
    }

    private long run(List<Insn> code, byte[] data) {
        Memory simulated = new Memory();
        Machine machine = new Machine(simulated, KernelState.create(simulated));
        long address = 0;
        if (data.length > 0) {
            Region region = simulated.add(Region.Spec.of(Region.Kind.PACKET, "memory", data.length, "").writable());
            region.put(0, data);
            address = region.address(0);
        }
        Maps maps = Maps.create(simulated, List.of(), 1);
        machine.enter(Executable.of(program(code), maps, BaseHelpers.addTo(Calls.none()).byRegister()), 0, address,
                data.length);
        Interpreter.run(machine, budget);
        return switch (machine.outcome().orElseThrow(() -> new ProblemException(Place.NOWHERE,
                "the program did not end within " + budget + " instructions", "Raise the limit with --budget."))) {
            case Outcome.Returned(long r0) -> r0;
            case Outcome.Faulted f ->
                    throw new ProblemException(Place.NOWHERE, "fault at " + f.fault(), "Correct the program.");
        };
    }

    private static Program program(List<Insn> code) {
        List<Origin> origins = IntStream.range(0, code.size()).mapToObj(Origin::source).toList();
        ProgramFunction main = new ProgramFunction("program", 0, code.size(), ProgramFunction.Kind.MAIN);
        return new Program("program", "", code, origins, new TreeMap<>(), List.of(main), List.of(), List.of());
    }
}
