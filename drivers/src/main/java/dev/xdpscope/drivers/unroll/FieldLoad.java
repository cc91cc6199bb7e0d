package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.AluOp;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The shortest code that loads a field. Of the integers that can be loaded for it the declared one is taken, unless a narrower
 * one saves an instruction.
 */
final class FieldLoad {
    private final int dst;
    private final BitRange field;
    private final List<Insn> code = new ArrayList<>();

    private FieldLoad(int dst, int base, BitRange field) {
        this.dst = dst;
        this.field = field;
        code.add(new Insn.Load(size(field.size()), false, dst, base, field.displacement()));
    }

    static Size size(int bytes) {
        return switch (bytes) {
            case 1 -> Size.B;
            case 2 -> Size.H;
            case 4 -> Size.W;
            default -> Size.DW;
        };
    }

    /**
     * The field's value, zero-extended.
     *
     * @param keep how many low bits of the result matter; those above them may then be anything
     */
    static List<Insn> value(int dst, int base, BitRange field, int keep) {
        BitRange wanted = field.bits() <= keep ? field : field.part(0, keep);
        return shortest(wanted, window -> new FieldLoad(dst, base, window).value(keep));
    }

    /** A number that is 0 if and only if the field is. */
    static List<Insn> test(int dst, int base, BitRange field) {
        return shortest(field, window -> new FieldLoad(dst, base, window).test());
    }

    /** What a store of the output's width writes as the field's value, cut to that width. */
    static List<Insn> output(int dst, int base, BitRange field, OutputType out) {
        BitRange wanted = field.bits() <= out.bits() ? field : field.part(0, out.bits());
        for (BitRange w : wanted.windows()) {
            boolean sameOrder = w.size() == 1 || out.bigEndian() == (w.order() == ByteOrder.BIG_ENDIAN);
            if (w.whole() && w.size() == out.bytes() && sameOrder) {
                return List.of(new Insn.Load(size(w.size()), false, dst, base, w.displacement()));
            }
        }
        List<Insn> code = new ArrayList<>(value(dst, base, field, out.bits()));
        if (out.bigEndian()) {
            code.add(new Insn.ByteOrder(Insn.Swap.BE, dst, out.bits()));
        }
        return code;
    }

    private static List<Insn> shortest(BitRange field, Function<BitRange, List<Insn>> code) {
        return field.windows().stream().map(code).min(Comparator.comparingInt(List::size)).orElseThrow();
    }

    private List<Insn> value(int keep) {
        swap();
        boolean othersAbove = field.lowBit() + field.bits() < 8 * field.size() && field.bits() < keep;
        if (!othersAbove) {
            shiftDown(field.lowBit());
        } else if (field.size() < 8 || field.lowBit() == 0 && field.bits() <= 32) {
            alu(Width.W32, AluOp.AND, (int) field.mask());
            shiftDown(field.lowBit());
        } else {
            cutAbove();
            shiftDown(64 - field.bits());
        }
        return code;
    }

    private List<Insn> test() {
        boolean others = !field.whole();
        long mask = inMemory(field.mask());
        if (others && (field.size() < 8 || mask >>> 32 == 0)) {
            alu(Width.W32, AluOp.AND, (int) mask);
        } else if (others && mask == (int) mask) {
            alu(Width.W64, AluOp.AND, (int) mask);
        } else if (others) {
            swap();
            cutAbove();
            shiftDown(field.lowBit() == 0 ? 0 : 64 - field.bits());
        }
        return code;
    }

    /** The mask in the number that a load gives, before any conversion. */
    private long inMemory(long mask) {
        return field.order() == ByteOrder.BIG_ENDIAN ? Long.reverseBytes(mask) >>> (64 - 8 * field.size()) : mask;
    }

    private void swap() {
        if (field.order() == ByteOrder.BIG_ENDIAN && field.size() > 1) {
            code.add(new Insn.ByteOrder(Insn.Swap.BE, dst, 8 * field.size()));
        }
    }

    /** Shifts the field up in the register until nothing is above it. */
    private void cutAbove() {
        int above = 64 - field.lowBit() - field.bits();
        if (above > 0) {
            alu(Width.W64, AluOp.LSH, above);
        }
    }

    private void shiftDown(int by) {
        if (by > 0) {
            alu(field.size() < 8 ? Width.W32 : Width.W64, AluOp.RSH, by);
        }
    }

    private void alu(Width width, AluOp op, int imm) {
        code.add(new Insn.Alu(width, op, dst, new Operand.Imm(imm)));
    }
}
