package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a subprogram in place of each call that cannot have the same result in a real kernel: it takes the next of the simulation's
 * answers out of a map.
 */
final class Substitution {
    /** Where an answer's outputs are from its offset on: behind the map's header and r0. */
    private static final int FIRST_OUTPUT = 16;

    private final Program program;
    private final int answers;
    private final int mask;
    private final List<Insn> code;
    private final List<ProgramFunction> functions;
    /** Where the subprogram of each kind of call begins. */
    private final Map<Answered, Integer> stubs = new LinkedHashMap<>();

    private Substitution(Program program, Answers answers) {
        this.program = program;
        this.answers = program.maps().size();
        this.mask = answers.mask();
        functions = new ArrayList<>(program.functions().stream()
                .takeWhile(f -> f.kind() != ProgramFunction.Kind.TAIL_CALLED).toList());
        code = new ArrayList<>(program.code().subList(0, functions.getLast().end()));
    }

    /** The calls that are answered, by name, with the number of such calls in the code. */
    static Map<String, Integer> calls(Program program) {
        Map<String, Integer> calls = new TreeMap<>();
        program.code().forEach(insn -> Answered.of(insn, program)
                .ifPresent(a -> calls.merge(a.name(), 1, Integer::sum)));
        return calls;
    }

    /** @return the program without those that tail calls enter; its last map is that of the answers */
    static Program apply(Program program, Answers answers) {
        return new Substitution(program, answers).apply(answers.map());
    }

    private Program apply(MapSpec map) {
        int end = code.size();
        for (int i = 0; i < end; i++) {
            Optional<Answered> call = Answered.of(code.get(i), program);
            if (call.isPresent()) {
                code.set(i, new Insn.CallLocal(stub(call.get()) - i - 1));
            }
        }
        List<MapSpec> maps = new ArrayList<>(program.maps());
        maps.add(map);
        List<Origin> origins = java.util.stream.IntStream.range(0, code.size()).mapToObj(Origin::source).toList();
        return new Program(program.name(), program.section(), code, origins, new TreeMap<>(), functions, maps,
                program.kfuncs());
    }

    private int stub(Answered call) {
        return stubs.computeIfAbsent(call, c -> {
            int start = code.size();
            code.addAll(take(c));
            functions.add(
                    new ProgramFunction("answer_" + c.name(), start, code.size(), ProgramFunction.Kind.SUBPROGRAM));
            return start;
        });
    }

    private List<Insn> take(Answered call) {
        List<Insn> stub = new ArrayList<>(List.of(
                new Insn.LoadImm64(4, new Imm64.MapValue(answers, 0)), new Insn.SecondSlot(),
                new Insn.Load(Size.DW, false, 1, 4, 0),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 5, new Operand.Reg(1)),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.ADD, 5, new Operand.Imm(Answers.SIZE)),
                new Insn.Store(Size.DW, 4, 0, new Operand.Reg(5)),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.AND, 1, new Operand.Imm(mask)),
                new Insn.Alu(Insn.Width.W64, Insn.AluOp.ADD, 4, new Operand.Reg(1))));
        int from = FIRST_OUTPUT;
        for (Answered.Output output : call.outputs()) {
            for (int at = 0; at < output.bytes(); at += Long.BYTES) {
                stub.add(new Insn.Load(Size.DW, false, 1, 4, from + at));
                stub.add(new Insn.Store(size(output.bytes() - at), output.register(), at, new Operand.Reg(1)));
            }
            from += output.bytes() + Long.BYTES - 1 & -Long.BYTES;
        }
        stub.add(new Insn.Load(Size.DW, false, 0, 4, 8));
        stub.add(new Insn.Exit());
        return stub;
    }

    private static Size size(int bytes) {
        return switch (bytes) {
            case Short.BYTES -> Size.H;
            case Integer.BYTES -> Size.W;
            default -> Size.DW;
        };
    }
}
