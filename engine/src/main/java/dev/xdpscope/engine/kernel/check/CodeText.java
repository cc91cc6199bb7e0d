package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.AluOp;
import dev.xdpscope.engine.isa.InsnNames;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes instructions as lines that can be compared: our own here, the kernel's in {@link TranslatedText}. */
final class CodeText {
    /** What all calls look like where the kernel does not tell its functions' addresses. */
    static final String SOME_CALL = "call ?";

    private CodeText() {}

    /**
     * Our program without the programs behind it that tail calls enter.
     *
     * @param named whether calls are to be told apart
     */
    static List<CodeLine> ours(Program program, boolean named) {
        InsnNames names = names(program.maps(), program.kfuncs());
        int end = program.functions().stream().takeWhile(f -> f.kind() != ProgramFunction.Kind.TAIL_CALLED)
                .mapToInt(ProgramFunction::end).max().orElse(program.code().size());
        List<CodeLine> lines = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (!(program.code().get(i) instanceof Insn.SecondSlot)) {
                CodeLine line = line(withoutOverflow(program.code().get(i)), i, names);
                lines.add(!named && line.shape().startsWith("call bpf_")
                        ? new CodeLine(i, line.text(), SOME_CALL, -1) : line);
            }
        }
        return lines;
    }

    static InsnNames names(List<MapSpec> maps, List<Kfunc> kfuncs) {
        return new InsnNames() {
            @Override
            public Optional<String> map(int index) {
                return index >= 0 && index < maps.size() ? Optional.of(maps.get(index).name()) : Optional.empty();
            }

            @Override
            public Optional<String> kfunc(int id) {
                return id >= 0 && id < kfuncs.size() ? Optional.of(kfuncs.get(id).name()) : Optional.empty();
            }
        };
    }

    /** The verifier always puts what cannot overflow for a signed division by -1 (do_misc_fixups(), kernel/bpf/verifier.c, 6.18). */
    private static Insn withoutOverflow(Insn insn) {
        if (insn instanceof Insn.Alu(Insn.Width width, AluOp op, int dst, Operand.Imm(int value)) && value == -1) {
            if (op == AluOp.SDIV) {
                return new Insn.Neg(width, dst);
            }
            if (op == AluOp.SMOD) {
                return new Insn.Alu(Insn.Width.W32, AluOp.MOV, dst, new Operand.Imm(0));
            }
        }
        return insn;
    }

    static CodeLine line(Insn insn, int slot, InsnNames names) {
        String text = Disassembler.text(insn, slot, names);
        return switch (insn) {
            case Insn.Jump jump -> new CodeLine(slot, text, text.substring(0, text.indexOf(" goto")),
                    slot + 1 + jump.off());
            case Insn.Goto jump -> new CodeLine(slot, text, jump.wide() ? CodeLine.LONG_GOTO : CodeLine.GOTO,
                    slot + 1 + jump.off());
            case Insn.CallLocal call -> new CodeLine(slot, text, "call function", slot + 1 + call.off());
            case Insn.LoadImm64(int dst, Imm64.Code(int off)) ->
                    new CodeLine(slot, text, "r" + dst + " = function", slot + 1 + off);
            case Insn.CallHelper call -> CodeLine.of(slot, withoutNumber(text));
            case Insn.CallKfunc call -> CodeLine.of(slot, withoutNumber(text));
            default -> CodeLine.of(slot, text);
        };
    }

    private static String withoutNumber(String call) {
        return call.substring(0, call.indexOf('#'));
    }
}
