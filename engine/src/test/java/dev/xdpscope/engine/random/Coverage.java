package dev.xdpscope.engine.random;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How often instructions of each kind have been executed. */
final class Coverage {
    private final Map<String, Integer> counts = new HashMap<>();

    void executed(Insn insn) {
        counts.merge(kind(insn), 1, Integer::sum);
    }

    Map<String, Integer> counts() {
        return counts;
    }

    /** The kinds that a program for XDP can have and that were not executed. */
    Set<String> missing() {
        TreeSet<String> missing = new TreeSet<>(all());
        missing.removeAll(counts.keySet());
        return missing;
    }

    private static String kind(Insn insn) {
        return switch (insn) {
            case Insn.Alu a -> alu(a.width(), a.op(), a.src());
            case Insn.Neg n -> "neg " + n.width();
            case Insn.MoveSigned m -> "movsx " + m.width() + " " + m.bits();
            case Insn.ByteOrder b -> b.swap() + " " + b.bits();
            case Insn.Load l -> (l.signed() ? "ldxsx " : "ldx ") + l.size();
            case Insn.Store s -> (s.src() instanceof Operand.Reg ? "stx " : "st ") + s.size();
            case Insn.Atomic a -> atomic(a.op(), a.size(), a.fetch());
            case Insn.LoadAcquire l -> "load_acquire " + l.size();
            case Insn.StoreRelease s -> "store_release " + s.size();
            case Insn.LoadImm64 l -> "lddw " + l.value().getClass().getSimpleName();
            case Insn.Jump j -> jump(j.width(), j.op(), j.src());
            case Insn.Goto g -> g.wide() ? "ja32" : "ja";
            case Insn.CallHelper c -> "call " + c.id();
            case Insn.CallLocal c -> "call local";
            case Insn.Exit e -> "exit";
            case Insn.CallKfunc c -> "call kfunc";
            case Insn.LoadPacket l -> "ld";
            case Insn.CallRegister c -> "callx";
            case Insn.SecondSlot s -> "second slot";
        };
    }

    private static String alu(Insn.Width width, Insn.AluOp op, Operand source) {
        return op + " " + width + " " + source.getClass().getSimpleName();
    }

    private static String jump(Insn.Width width, Insn.JumpOp op, Operand source) {
        return op + " " + width + " " + source.getClass().getSimpleName();
    }

    private static String atomic(Insn.AtomicOp op, Size size, boolean fetch) {
        return "atomic " + op + " " + size + (fetch ? " fetch" : "");
    }

    /** Without calls through registers and the legacy loads, which XDP programs may not have. */
    private static Set<String> all() {
        TreeSet<String> all = new TreeSet<>(Set.of("ja", "ja32", "exit", "call local", "lddw Value", "lddw MapFd",
                "lddw MapValue", "neg W32", "neg W64", "movsx W32 8", "movsx W32 16", "movsx W64 8", "movsx W64 16",
                "movsx W64 32", "ldxsx B", "ldxsx H", "ldxsx W"));
        for (Operand source : new Operand[]{new Operand.Reg(0), new Operand.Imm(0)}) {
            for (Insn.Width width : Insn.Width.values()) {
                for (Insn.AluOp op : Insn.AluOp.values()) {
                    all.add(alu(width, op, source));
                }
                for (Insn.JumpOp op : Insn.JumpOp.values()) {
                    all.add(jump(width, op, source));
                }
            }
        }
        for (Size size : Size.values()) {
            for (String access : new String[]{"ldx ", "stx ", "st ", "load_acquire ", "store_release "}) {
                all.add(access + size);
            }
        }
        for (Insn.AtomicOp op : Insn.AtomicOp.values()) {
            for (Size size : new Size[]{Size.W, Size.DW}) {
                all.add(atomic(op, size, true));
                if (op != Insn.AtomicOp.XCHG && op != Insn.AtomicOp.CMPXCHG) {
                    all.add(atomic(op, size, false));
                }
            }
        }
        for (Insn.Swap swap : Insn.Swap.values()) {
            for (int bits = 16; bits <= 64; bits *= 2) {
                all.add(swap + " " + bits);
            }
        }
        return all;
    }
}
