package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.tc.SkbLayout;
import dev.xdpscope.engine.tc.SkbMd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accesses of one program to its __sk_buff, and what stands in their place. */
final class SkbAccesses {
    private final Program program;
    private final SkbLayout layout;

    SkbAccesses(Program program, SkbLayout layout) {
        this.program = program;
        this.layout = layout;
    }

    /**
     * By index of the instruction.
     *
     * @throws ProblemException if the verifier refuses one, or if it is not simulated
     */
    Map<Integer, Replacement> replacements() {
        CtxFlow flow = CtxFlow.of(program);
        Map<Integer, Replacement> replacements = new HashMap<>();
        for (int i = 0; i < program.code().size(); i++) {
            if (program.origins().get(i).kernelCode()) {
                continue;
            }
            switch (flow.base(i)) {
                case OTHER -> {}
                case CONTEXT -> replacements.put(i, access(i, program.code().get(i)));
                case MODIFIED -> throw refused(i, "dereference of modified ctx ptr R"
                        + CtxFlow.base(program.code().get(i)).orElseThrow() + " disallowed",
                        "Use the context pointer as it was passed.");
                case MIXED -> throw refused(i, "same insn cannot be used with different pointers",
                        "Access the context on a path of its own.");
            }
        }
        return replacements;
    }

    private Replacement access(int at, Insn insn) {
        return switch (insn) {
            case Insn.Load l -> new Replacement(load(at, l), "__sk_buff->" + field(at, l.off(), l.size()).field());
            case Insn.Store s -> new Replacement(List.of(store(at, s)),
                    "__sk_buff->" + field(at, s.off(), s.size()).field());
            default -> throw refused(at, "BPF_ATOMIC stores into R" + CtxFlow.base(insn).orElseThrow()
                    + " ctx is not allowed", "__sk_buff has plain loads and stores only.");
        };
    }

    private SkbMd field(int at, int off, Size size) {
        if (off < 0 || off + size.bytes() > SkbMd.SIZE || off % size.bytes() != 0) {
            throw refused(at, invalid(off, size), "__sk_buff has " + SkbMd.SIZE + " bytes.");
        }
        return SkbMd.at(off).orElseThrow(() -> refused(at, invalid(off, size),
                "Either tc programs have no such field of __sk_buff, or it is not simulated."));
    }

    private List<Insn> load(int at, Insn.Load l) {
        SkbMd field = field(at, l.off(), l.size());
        boolean whole = l.off() == field.offset() && l.size().bytes() == field.size();
        if ((field.isPointer() || field.size() == Size.DW.bytes()) && (!whole || l.signed())) {
            throw refused(at, invalid(l.off(), l.size()), "Read " + field.field() + " whole.");
        }
        return switch (field) {
            case DATA, DATA_END, DATA_META ->
                    List.of(new Insn.Load(Size.DW, false, l.dst(), l.base(), member(at, field.field()).offset()));
            case IFINDEX -> narrow(l, Size.W, List.of(
                    new Insn.Load(Size.DW, false, l.dst(), l.base(), member(at, "dev").offset()),
                    new Insn.Load(Size.W, false, l.dst(), l.dst(), layout.ifindex())));
            case VLAN_PRESENT -> narrow(l, Size.W, List.of(tag(at, l),
                    new Insn.Jump(Insn.Width.W64, Insn.JumpOp.JEQ, l.dst(), new Operand.Imm(0), 1),
                    new Insn.Alu(Insn.Width.W32, Insn.AluOp.MOV, l.dst(), new Operand.Imm(1))));
            case CB -> List.of(new Insn.Load(l.size(), l.signed(), l.dst(), l.base(),
                    member(at, "cb").offset() + l.off() - field.offset()));
            default -> scalar(l, member(at, field == SkbMd.INGRESS_IFINDEX ? "skb_iif" : field.field()));
        };
    }

    /** Where protocol and tag lie side by side both are loaded at once, as by the kernel: {@code vlan_all}. */
    private Insn tag(int at, Insn.Load l) {
        return layout.member("vlan_all").map(m -> new Insn.Load(Size.W, false, l.dst(), l.base(), m.offset()))
                .orElseGet(() -> new Insn.Load(Size.H, false, l.dst(), l.base(), member(at, "vlan_proto").offset()));
    }

    private static List<Insn> scalar(Insn.Load l, SkbLayout.Member m) {
        Size size = size(m);
        List<Insn> code = new ArrayList<>();
        code.add(new Insn.Load(size, false, l.dst(), l.base(), m.offset()));
        if (m.bits() < size.bits()) {
            code.add(new Insn.Alu(Insn.Width.W32, Insn.AluOp.RSH, l.dst(), new Operand.Imm(m.bit())));
            code.add(new Insn.Alu(Insn.Width.W32, Insn.AluOp.AND, l.dst(), new Operand.Imm((1 << m.bits()) - 1)));
        }
        return narrow(l, size, code);
    }

    /**
     * A load of part of a field of 4 bytes: the field is loaded and the part cut out, its sign extended if asked for.
     */
    private static List<Insn> narrow(Insn.Load l, Size loaded, List<Insn> code) {
        List<Insn> all = new ArrayList<>(code);
        int shift = l.off() % Size.W.bytes() * 8;
        if (shift > 0 && l.size() != Size.DW) {
            all.add(new Insn.Alu(Insn.Width.W32, Insn.AluOp.RSH, l.dst(), new Operand.Imm(shift)));
        }
        if (l.size().bytes() < Math.min(loaded.bytes(), Size.W.bytes())) {
            all.add(new Insn.Alu(Insn.Width.W32, Insn.AluOp.AND, l.dst(), new Operand.Imm((1 << l.size().bits()) - 1)));
        }
        if (l.signed()) {
            all.add(new Insn.MoveSigned(Insn.Width.W64, l.dst(), l.dst(), l.size().bits()));
        }
        return all;
    }

    private Insn store(int at, Insn.Store s) {
        SkbMd field = field(at, s.off(), s.size());
        boolean whole = s.off() == field.offset() && s.size().bytes() == field.size();
        if (!field.writable() || !whole && field != SkbMd.CB) {
            throw refused(at, invalid(s.off(), s.size()),
                    "Of __sk_buff only mark, queue_mapping, priority, tc_index, cb and tstamp can be written, and whole.");
        }
        SkbLayout.Member m = member(at, field.field());
        return field == SkbMd.CB ? new Insn.Store(s.size(), s.base(), m.offset() + s.off() - field.offset(), s.src())
                : new Insn.Store(size(m), s.base(), m.offset(), s.src());
    }

    private SkbLayout.Member member(int at, String name) {
        return layout.member(name).orElseThrow(() -> refused(at, "the simulated sk_buff has no " + name,
                "Leave the field out, or declare it in the NIC's sk_buff."));
    }

    private static Size size(SkbLayout.Member m) {
        return switch (m.size()) {
            case 1 -> Size.B;
            case 2 -> Size.H;
            case 4 -> Size.W;
            default -> Size.DW;
        };
    }

    private static String invalid(int off, Size size) {
        return "invalid bpf_context access off=" + off + " size=" + size.bytes();
    }

    private ProblemException refused(int at, String what, String remedy) {
        return new ProblemException(Place.NOWHERE.section(program.section()).insn(program.origins().get(at).insn()),
                what,
                remedy);
    }
}
