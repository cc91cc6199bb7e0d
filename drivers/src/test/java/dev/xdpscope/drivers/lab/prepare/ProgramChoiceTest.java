package dev.xdpscope.drivers.lab.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.object.write.ElfWriter;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which program of an object runs, by the sections that its programs are in. */
final class ProgramChoiceTest {
    /** An object with a program in each section: {@code p0}, {@code p1} and so on. */
    private static BpfObject object(String... sections) {
        ElfWriter writer = new ElfWriter();
        byte[] code = Encoder.encode(
                List.of(new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(2)), new Insn.Exit()));
        for (int i = 0; i < sections.length; i++) {
            writer.define("p" + i, Symbol.Kind.FUNC, writer.code(sections[i], code), 0, code.length);
        }
        return BpfObject.read(writer.bytes(), Path.of("made.o"));
    }

    private static String refused(BpfObject object, Optional<String> wanted) {
        return assertThrows(ProblemException.class, () -> ProgramChoice.of(object, wanted)).getMessage();
    }

    @Test
    void programsOnDemandStandBackUnlessTheyAreAlone() {
        assertEquals("p1", ProgramChoice.of(object("?xdp", "xdp"), Optional.empty()));
        assertEquals("p0", ProgramChoice.of(object("?xdp", "xdp"), Optional.of("p0")));
        assertEquals("p0", ProgramChoice.of(object("?xdp.frags", "tc"), Optional.empty()));
        assertEquals("made.o: there are 2 XDP programs. Choose one of p0, p1.",
                refused(object("?xdp", "?xdp.frags"), Optional.empty()));
        assertEquals("xdp.frags", object("?xdp.frags").link("p0", Optional.empty()).section());
    }

    @Test
    void programsThatReplaceFunctionsOfOthersAreRefused() {
        assertEquals("made.o, section freplace/handle: program p0 replaces a function of another program "
                + "(BPF_PROG_TYPE_EXT): it is nothing that a driver runs. Put it into SEC(\"xdp\") to see it run by itself.",
                refused(object("freplace/handle"), Optional.of("p0")));
        assertEquals(
                "made.o: there is no program in an xdp section. Put SEC(\"xdp\") before the program's function and "
                        + "compile it with clang -target bpf.",
                refused(object("freplace/handle"), Optional.empty()));
    }
}
