package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Insn;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rules of {@code struct bpf_patch}, in which drivers of the RFC series collected unrolled code (RFC v2, November 2022). */
public final class Patch {
    /** Entries of the verifier's insn_buf, into which drivers of RFC v1 wrote; a full one was one too many. */
    public static final int V1_LIMIT = 16;

    private static final int SLOT = 8;
    private static final int TO_THE_END = Short.MAX_VALUE;

    private Patch() {}

    /**
     * The same code with its early returns resolved: a jump of class BPF_JMP with the distance 32767 goes to just past the end.
     * Those of class BPF_JMP32 do not, as in RFC v2.
     */
    public static List<Insn> resolve(List<Insn> code) {
        List<Insn> resolved = new ArrayList<>(code.size());
        for (Insn insn : code) {
            int toTheEnd = code.size() - resolved.size() - 1;
            resolved.add(switch (insn) {
                case Insn.Goto g when !g.wide() && g.off() == TO_THE_END -> new Insn.Goto(toTheEnd, false);
                case Insn.Jump j when j.width() == Insn.Width.W64 && j.off() == TO_THE_END ->
                        new Insn.Jump(j.width(), j.op(), j.dst(), j.src(), toTheEnd);
                default -> insn;
            });
        }
        return resolved;
    }

    /**
     * The registers that PATCH v1 took for written, to warn of those above r5: the destination of every instruction's encoding.
     * That of a comparison or the base of a store counts too, though it keeps its value, and r0 does for each jump and call.
     */
    public static SortedSet<Integer> mangled(List<Insn> code) {
        SortedSet<Integer> registers = new TreeSet<>();
        byte[] slots = Encoder.encode(code);
        for (int at = 1; at < slots.length; at += SLOT) {
            registers.add(slots[at] & 0xf);
        }
        return registers;
    }
}
