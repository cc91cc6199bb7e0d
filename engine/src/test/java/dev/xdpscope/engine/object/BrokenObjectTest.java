package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.object.write.BtfExtWriter;
import dev.xdpscope.engine.object.write.BtfWriter;
import dev.xdpscope.engine.object.write.ElfWriter;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects broken on purpose, and every word of what is said of them: where, which symbol and relocation, what to do. */
final class BrokenObjectTest {
    private static final Insn PLAIN = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(2));
    private static final Insn LOAD = new Insn.LoadImm64(1, new Imm64.Value(0));
    private static final Insn CALL = new Insn.CallLocal(-1);

    /** An object of one program, and what is added to it. */
    private static final class Made {
        private final ElfWriter elf = new ElfWriter();
        private final BtfWriter btf = new BtfWriter();
        private final List<CoreRelocation> core = new ArrayList<>();
        private final int integer = btf.add(new BtfType.Int("int", 4, 0, 32, true, false));
        private final int nothing = btf.add(new BtfType.FunctionPrototype(integer, List.of()));
        private final int xdp;

        private Made(Insn... body) {
            List<Insn> code = new ArrayList<>();
            for (Insn insn : body) {
                code.add(insn);
                if (insn.slots() == 2) {
                    code.add(new Insn.SecondSlot());
                }
            }
            code.add(new Insn.Exit());
            byte[] bytes = Encoder.encode(code);
            xdp = elf.code("xdp", bytes);
            elf.define("p", Symbol.Kind.FUNC, xdp, 0, bytes.length);
        }

        /** A function of two instructions in a section. */
        private int function(String name, String section) {
            return elf.define(name, Symbol.Kind.FUNC,
                    elf.code(section, Encoder.encode(List.of(PLAIN, new Insn.Exit()))), 0,
                    16);
        }

        private Made relocate(int insn, int type, int symbol) {
            elf.relocate(xdp, 8L * insn, type, symbol);
            return this;
        }

        /** Declares an extern in a section of the types. */
        private int extern(String name, String section, int type, boolean function) {
            int variable = btf.add(function ? new BtfType.Func(name, nothing, BtfType.Linkage.EXTERN)
                    : new BtfType.Variable(name, type, BtfType.Linkage.EXTERN));
            btf.add(new BtfType.DataSection(section, 0, List.of(new BtfType.Placed(variable, 0, 4))));
            return elf.extern(name, false);
        }

        private Made core(int insn, int type, String access, int kind) {
            core.add(new CoreRelocation("xdp", 8L * insn, type, access, kind));
            return this;
        }

        private byte[] bytes() {
            byte[] ext = BtfExtWriter.bytes(new BtfExt(Map.of(), Map.of(), core), btf);
            elf.description(".BTF", btf.bytes());
            elf.description(".BTF.ext", ext);
            return elf.bytes();
        }
    }

    private record Broken(String said, String remedy, Made object) {
        @Override
        public String toString() {
            return said;
        }
    }

    private static Broken broken(String said, String remedy, Made object) {
        return new Broken(said, remedy, object);
    }

    private static Broken broken(String said, String remedy, Made object, Consumer<Made> with) {
        with.accept(object);
        return new Broken(said, remedy, object);
    }

    static Stream<Broken> objects() {
        return Stream.concat(relocations(), Stream.concat(externs(), core()));
    }

    private static Stream<Broken> relocations() {
        return Stream.of(
                broken("section xdp, instruction 1: relocation R_BPF_64_64 against sub does not suit the instruction",
                        "Compile the object again with clang 14 to 22.", new Made(PLAIN, CALL),
                        m -> m.relocate(1, Relocation.R_BPF_64_64, m.function("sub", ".text"))),
                broken("section xdp, instruction 0: relocation R_BPF_64_64 against sub does not suit the instruction",
                        "Compile the object again with clang 14 to 22.", new Made(PLAIN),
                        m -> m.relocate(0, Relocation.R_BPF_64_64, m.function("sub", ".text"))),
                broken("section xdp, instruction 0: relocation type 77 against sub does not suit the instruction",
                        "Compile the object again with clang 14 to 22.", new Made(CALL),
                        m -> m.relocate(0, 77, m.function("sub", ".text"))),
                broken("section xdp, offset 4: relocation R_BPF_64_32 against sub is not the only one at the start of an "
                        + "instruction", "Compile the object again.", new Made(CALL),
                        m -> m.elf.relocate(m.xdp, 4, Relocation.R_BPF_64_32, m.function("sub", ".text"))),
                broken("section xdp, instruction 0: relocation R_BPF_64_32 against other leads to other of section xdp/devmap, "
                        + "and libbpf finds subprograms only in .text",
                        "Leave SEC out before other, or call a function that both share.", new Made(CALL),
                        m -> m.relocate(0, Relocation.R_BPF_64_32, m.function("other", "xdp/devmap"))),
                broken("section xdp, instruction 0: relocation R_BPF_64_32 against sub leads to instruction 1 of section .text, "
                        + "where no function begins", "Compile the object again.", new Made(new Insn.CallLocal(0)),
                        m -> m.relocate(0, Relocation.R_BPF_64_32, m.function("sub", ".text"))),
                broken("section xdp, instruction 0: the call leads to instruction 1 of section xdp, where no function begins",
                        "Compile the object again.", new Made(new Insn.CallLocal(0))),
                broken("section xdp, instruction 0: relocation R_BPF_64_32 against value does not suit the instruction",
                        "Compile the object again with clang 14 to 22.", new Made(CALL),
                        m -> m.relocate(0, Relocation.R_BPF_64_32, m.elf.define("value", Symbol.Kind.OBJECT,
                                m.elf.data(".data", new byte[8]), 0, 8))),
                broken("section xdp, instruction 0: relocation R_BPF_64_64 against value reaches byte 16 of section .data, "
                        + "which has 8", "The kernel refuses such an address: check the index of the array.",
                        new Made(new Insn.LoadImm64(1, new Imm64.Value(16))),
                        m -> m.relocate(0, Relocation.R_BPF_64_64, m.elf.define("value", Symbol.Kind.OBJECT,
                                m.elf.data(".data", new byte[8]), 0, 8))),
                broken("section xdp, instruction 0: relocation R_BPF_64_64 against value reaches byte 0 of section odd, where "
                        + "there is neither a map nor data",
                        "Put variables into .data, .rodata or .bss and maps into .maps.", new Made(LOAD),
                        m -> m.relocate(0, Relocation.R_BPF_64_64, m.elf.define("value", Symbol.Kind.OBJECT,
                                m.elf.data("odd", new byte[8]), 0, 8))),
                broken("section xdp, offset 8: functions p and twice overlap", "Compile the object again.",
                        new Made(PLAIN),
                        m -> m.elf.define("twice", Symbol.Kind.FUNC, m.xdp, 8, 8)),
                broken("section maps: the object declares its maps the legacy way (struct bpf_map_def), which libbpf 1.0 dropped",
                        "Declare them in SEC(\".maps\") with __uint and __type.", new Made(PLAIN),
                        m -> m.elf.data("maps", new byte[20])),
                broken("section .maps: map m is static, which libbpf does not take",
                        "Declare maps as libbpf's bpf_helpers.h does: SEC(\".maps\"), __uint and __type.",
                        new Made(PLAIN),
                        m -> {
                            int variable = m.btf.add(new BtfType.Variable("m", m.integer, BtfType.Linkage.STATIC));
                            m.btf.add(new BtfType.DataSection(".maps", 8, List.of(new BtfType.Placed(variable, 0, 8))));
                            m.elf.data(".maps", new byte[8]);
                        }));
    }

    private static Stream<Broken> externs() {
        return Stream.of(
                broken("section xdp, instruction 1: relocation R_BPF_64_32 against nowhere: the symbol is declared extern but "
                        + "defined nowhere",
                        "A kernel function is declared with __ksym and compiled with -g; other symbols need a definition.",
                        new Made(PLAIN, CALL),
                        m -> m.relocate(1, Relocation.R_BPF_64_32, m.elf.extern("nowhere", true))),
                broken("section xdp, instruction 0: relocation R_BPF_64_32 against value is of a call, and the symbol is a "
                        + "variable", "Declare it as a function.", new Made(CALL),
                        m -> m.relocate(0, Relocation.R_BPF_64_32, m.extern("value", ".ksyms", m.integer, false))),
                broken("section xdp, instruction 0: relocation R_BPF_64_64 against jiffies of section .ksyms is of a kernel "
                        + "variable",
                        "The simulated kernel has none: declare it __weak, so that its address is 0, or pass the "
                                + "value in a map or in .rodata.",
                        new Made(LOAD),
                        m -> m.relocate(0, Relocation.R_BPF_64_64, m.extern("jiffies", ".ksyms", m.integer, false))),
                broken("section xdp, instruction 0: extern CONFIG_WINGS of section .kconfig is not in the kernel's configuration",
                        "Declare it __weak, so that it is 0 then, or give a configuration that has it with --load kconfig=FILE.",
                        new Made(LOAD),
                        m -> m.relocate(0, Relocation.R_BPF_64_64,
                                m.extern("CONFIG_WINGS", ".kconfig", m.integer, false))),
                broken("section xdp, instruction 0: extern CONFIG_HZ of section .kconfig has type int *, which a value of the "
                        + "configuration cannot be",
                        "Declare it as bool, char, int, long, enum libbpf_tristate or an array of char.",
                        new Made(LOAD),
                        m -> m.relocate(0, Relocation.R_BPF_64_64,
                                m.extern("CONFIG_HZ", ".kconfig", m.btf.pointer(m.integer), false))),
                broken("section xdp, instruction 0: relocation R_BPF_64_64 against CONFIG_HZ of section .kconfig is of no variable",
                        "Declare kernel functions with __ksym.", new Made(LOAD),
                        m -> m.relocate(0, Relocation.R_BPF_64_64, m.extern("CONFIG_HZ", ".kconfig", 0, true))));
    }

    private static Stream<Broken> core() {
        Insn load = new Insn.Load(Size.W, false, 1, 2, (short) 4);
        return Stream.of(
                core("CO-RE relocation kind 99 is not known", "Compile with clang 14 to 22.", "0:1", 99, load),
                core("the CO-RE access string \"1:x\" of struct flow is not a list of numbers",
                        "Compile the object again.",
                        "1:x", 0,
                        load),
                core("the CO-RE access string \"0:9\" of struct flow names member 9 of struct flow",
                        "Compile the object again.",
                        "0:9", 0, load),
                core("the instruction holds 4 where the byte offset of flow.first, 0, was compiled in",
                        "Compile the object again.", "0:0", 0, load),
                core("the CO-RE relocation \"byte offset of flow.second\" is at an instruction that has no place for a number",
                        "Compile the object again.", "0:1", 0, CALL),
                core("the CO-RE access string \"0:1\" of struct flow should be 0 for a type",
                        "Compile the object again.",
                        "0:1", 12,
                        load));
    }

    private static Broken core(String said, String remedy, String access, int kind, Insn insn) {
        Insn own = insn == CALL ? new Insn.CallHelper(1) : insn;
        return broken("section xdp, instruction 1: " + said, remedy, new Made(PLAIN, own), m -> m.core(1,
                m.btf.add(new BtfType.Struct("flow", false, 8, List.of(new BtfType.Member("first", m.integer, 0, 0),
                        new BtfType.Member("second", m.integer, 32, 0)))),
                access, kind));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void isTold(Broken broken) {
        byte[] bytes = broken.object.bytes();
        ProblemException e = assertThrows(ProblemException.class, () -> {
            BpfObject object = BpfObject.read(bytes, Path.of("made.o"));
            object.link("p", object.btf());
        });
        assertEquals("made.o, " + broken.said + ". " + broken.remedy, e.getMessage());
        assertFalse(e.remedy().isEmpty());
    }
}
