package dev.xdpscope.drivers.lab.generate;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.object.elf.Relocation;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.object.write.BtfExtWriter;
import dev.xdpscope.engine.object.write.BtfWriter;
import dev.xdpscope.engine.object.write.ElfWriter;
import dev.xdpscope.engine.program.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The generated program's object: what a compiler would make of the source, without one. */
final class AfXdpObject {
    /** Entries of the map of sockets; one for each receive queue. */
    static final int SOCKETS = 64;

    /** Only programs under a license that the kernel takes for GPL-compatible may call kfuncs (include/linux/license.h, 6.12). */
    static final String LICENSE = "Dual MIT/GPL";

    private static final String SECTION = "xdp";
    private static final int SLOT = 8;

    private final List<Hint> hints;
    private final List<GeneratedLine> statements;
    private final List<Insn> code;

    AfXdpObject(Set<Hint> hints, List<GeneratedLine> statements) {
        this.hints = List.copyOf(hints);
        this.statements = statements;
        this.code = Assembler.assemble(statements.stream().map(GeneratedLine::code).collect(Collectors.joining("\n")),
                new AfXdpSymbols(this.hints));
    }

    /**
     * The file.
     *
     * @param source whose lines the instructions belong to
     * @param file the source's name
     */
    byte[] bytes(AfXdpSource source, String file) {
        BtfWriter btf = new BtfWriter();
        AfXdpTypes types = new AfXdpTypes(btf, hints);
        NavigableMap<Long, Integer> functions = new TreeMap<>(Map.of(0L, types.function()));
        BtfExt ext = new BtfExt(Map.of(SECTION, functions), Map.of(SECTION, lines(source, file)), List.of());
        byte[] extension = BtfExtWriter.bytes(ext, btf);

        ElfWriter elf = new ElfWriter();
        byte[] license = (LICENSE + "\0").getBytes(StandardCharsets.UTF_8);
        int text = elf.code(SECTION, Encoder.encode(code.stream().map(AfXdpObject::unlinked).toList()));
        int maps = elf.data(".maps", new byte[AfXdpTypes.MAP_SIZE]);
        elf.define("LICENSE", Symbol.Kind.OBJECT, elf.data("license", license), 0, license.length);
        elf.define(AfXdpProgram.NAME, Symbol.Kind.FUNC, text, 0, (long) SLOT * code.size());
        int map = elf.define(AfXdpProgram.MAP, Symbol.Kind.OBJECT, maps, 0, AfXdpTypes.MAP_SIZE);
        List<Integer> kfuncs = hints.stream().map(h -> elf.extern(h.kfunc(), false)).toList();
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof Insn.CallKfunc(int id, int module)) {
                elf.relocate(text, (long) SLOT * i, Relocation.R_BPF_64_32, kfuncs.get(id));
            } else if (code.get(i) instanceof Insn.LoadImm64) {
                elf.relocate(text, (long) SLOT * i, Relocation.R_BPF_64_64, map);
            }
        }
        elf.description(".BTF", btf.bytes());
        elf.description(".BTF.ext", extension);
        return elf.bytes();
    }

    /** What stands in an object where a relocation will put the kfunc or the map. */
    private static Insn unlinked(Insn insn) {
        return switch (insn) {
            case Insn.CallKfunc call -> new Insn.CallLocal(-1);
            case Insn.LoadImm64(int dst, Imm64.MapFd map) -> new Insn.LoadImm64(dst, new Imm64.Value(0));
            default -> insn;
        };
    }

    /** By byte offset the C line of the instructions that begin there. */
    private NavigableMap<Long, Line> lines(AfXdpSource source, String file) {
        NavigableMap<Long, Line> lines = new TreeMap<>();
        int slot = 0;
        for (int i = 0; i < statements.size(); i++) {
            int count = instructions(statements.get(i));
            if (count > 0) {
                String c = statements.get(i).c();
                int column = c.length() - c.stripLeading().length() + 1;
                lines.put((long) SLOT * slot, new Line(file, source.line(i), column, c));
            }
            for (int n = 0; n < count; n++) {
                slot += code.get(slot).slots();
            }
        }
        return lines;
    }

    private static int instructions(GeneratedLine statement) {
        List<String> lines = new ArrayList<>(statement.code().lines().toList());
        lines.removeIf(l -> l.isBlank() || l.endsWith(":"));
        return lines.size();
    }
}
