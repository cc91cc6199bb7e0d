package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.xdp.XdpLayout;
import dev.xdpscope.engine.xdp.XdpMd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns xdp_md field accesses into loads from xdp_buff and what it points to, with the instructions of
 * {@code xdp_convert_ctx_access()} and the refusals of {@code xdp_is_valid_access()} (net/core/filter.c, 6.12 and 7.1) in the
 * words of {@code check_ctx_access()} and its callers (kernel/bpf/verifier.c, 6.12). The verifier's number behind {@code off=}
 * is left out where only the running program would tell it.
 *
 * @param fields further ones that the driver reads for the program
 * @param layout of the kernel's structures
 */
public record CtxRewrite(CtxFields fields, XdpLayout layout) implements Pass {
    /** For the simulated kernel's structures, without further fields. */
    public CtxRewrite() {
        this(CtxFields.NONE);
    }

    /** For the simulated kernel's structures. */
    public CtxRewrite(CtxFields fields) {
        this(fields, XdpLayout.SIMULATED);
    }

    @Override
    public List<PassName> names() {
        return List.of(PassName.CTX_REWRITE);
    }

    /**
     * @throws ProblemException if the program accesses its context in a way the verifier refuses
     */
    @Override
    public Program apply(Program program) {
        CtxFlow flow = CtxFlow.of(program);
        Liveness liveness = Liveness.of(program);
        Map<Integer, Replacement> replacements = new HashMap<>();
        for (int i = 0; i < program.code().size(); i++) {
            if (program.origins().get(i).kernelCode()) {
                continue;
            }
            Insn insn = program.code().get(i);
            switch (flow.base(i)) {
                case OTHER -> {}
                case CONTEXT -> replacements.put(i, field(program, insn).isPresent()
                        ? FieldRead.of(field(program, insn).get(), (Insn.Load) insn, liveness.after(i))
                        : rewrite(program, i, insn));
                case MODIFIED -> throw refused(program, i,
                        "dereference of modified ctx ptr R" + CtxFlow.base(insn).orElseThrow() + " disallowed",
                        "Use the context pointer as it was passed.");
                case MIXED -> throw refused(program, i, "same insn cannot be used with different pointers",
                        "Access the context on a path of its own.");
            }
        }
        return replacements.isEmpty() ? program : Callees.replace(program, PassName.CTX_REWRITE, replacements);
    }

    private Optional<CtxFields.Field> field(Program program, Insn insn) {
        return insn instanceof Insn.Load load && load.off() >= XdpMd.SIZE
                ? fields.at(program, load.off()).filter(f -> f.size() == load.size().bytes()) : Optional.empty();
    }

    private Replacement rewrite(Program program, int at, Insn insn) {
        if (!(insn instanceof Insn.Load load)) {
            throw refused(program, at, noPlainLoad(insn), "xdp_md can only be read, by plain loads.");
        }
        boolean field = load.size() == Size.W && load.off() >= 0 && load.off() < XdpMd.SIZE && load.off() % 4 == 0;
        if (!field || load.signed() && load.off() < XdpMd.INGRESS_IFINDEX.offset()) {
            throw refused(program, at, invalid(load.off(), load.size()), load.off() >= XdpMd.SIZE
                    ? "xdp_md has " + XdpMd.SIZE
                            + " bytes; with the access design xdp-md-field some hints follow, each read "
                            + "as a whole."
                    : "xdp_md has fields of 4 bytes at offsets 0 to 20; the first three are pointers and have no sign.");
        }
        XdpMd md = XdpMd.values()[load.off() / 4];
        if (md == XdpMd.EGRESS_IFINDEX && !program.section().contains("devmap")) {
            throw refused(program, at, invalid(load.off(), load.size()),
                    "egress_ifindex exists only in programs of section xdp/devmap.");
        }
        List<Insn> code = new ArrayList<>(loads(md, load.dst(), load.base()));
        if (load.signed()) {
            code.add(new Insn.MoveSigned(Insn.Width.W64, load.dst(), load.dst(), 32));
        }
        return new Replacement(code, "xdp_md->" + md.field());
    }

    private static String noPlainLoad(Insn insn) {
        return switch (insn) {
            case Insn.Store s -> invalid(s.off(), s.size());
            case Insn.LoadAcquire l -> "BPF_ATOMIC loads from R" + l.base() + " ctx is not allowed";
            default -> "BPF_ATOMIC stores into R" + CtxFlow.base(insn).orElseThrow() + " ctx is not allowed";
        };
    }

    private static String invalid(int off, Size size) {
        return "invalid bpf_context access off=" + off + " size=" + size.bytes();
    }

    private List<Insn> loads(XdpMd field, int dst, int ctx) {
        return switch (field) {
            case DATA -> List.of(pointer(dst, ctx, layout.data()));
            case DATA_END -> List.of(pointer(dst, ctx, layout.dataEnd()));
            case DATA_META -> List.of(pointer(dst, ctx, layout.dataMeta()));
            case INGRESS_IFINDEX -> List.of(pointer(dst, ctx, layout.rxq()), pointer(dst, dst, layout.rxqDev()),
                    number(dst, dst, layout.ifindex()));
            case RX_QUEUE_INDEX -> List.of(pointer(dst, ctx, layout.rxq()), number(dst, dst, layout.rxqQueueIndex()));
            case EGRESS_IFINDEX -> List.of(pointer(dst, ctx, layout.txq()), pointer(dst, dst, layout.txqDev()),
                    number(dst, dst, layout.ifindex()));
        };
    }

    private static Insn pointer(int dst, int base, int off) {
        return new Insn.Load(Size.DW, false, dst, base, off);
    }

    private static Insn number(int dst, int base, int off) {
        return new Insn.Load(Size.W, false, dst, base, off);
    }

    private static ProblemException refused(Program program, int at, String what, String remedy) {
        return new ProblemException(Place.NOWHERE.section(program.section()).insn(program.origins().get(at).insn()),
                what,
                remedy);
    }
}
