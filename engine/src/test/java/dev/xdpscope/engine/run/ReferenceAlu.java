package dev.xdpscope.engine.run;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import java.math.BigInteger;
import java.util.List;

/** RFC 9669's arithmetic a second time, on unbounded numbers: registers are from 0 up to, not including, 2^64. */
final class ReferenceAlu {
    private static final BigInteger TWO = BigInteger.TWO;

    private final BigInteger[] registers = new BigInteger[11];

    ReferenceAlu(long... values) {
        for (int i = 0; i < registers.length; i++) {
            registers[i] = wrap(BigInteger.valueOf(values[i]), 64);
        }
    }

    long register(int number) {
        return registers[number].longValue();
    }

    void run(List<Insn> code) {
        for (Insn insn : code) {
            switch (insn) {
                case Insn.Alu a -> set(a.dst(), bits(a.width()), alu(a));
                case Insn.Neg n -> set(n.dst(), bits(n.width()), registers[n.dst()].negate());
                case Insn.MoveSigned m -> set(m.dst(), bits(m.width()), signed(registers[m.src()], m.bits()));
                case Insn.ByteOrder b -> registers[b.dst()] = order(b);
                case Insn.LoadImm64 l -> set(l.dst(), 64, BigInteger.valueOf(((Imm64.Value) l.value()).value()));
                default -> {}
            }
        }
    }

    private void set(int register, int bits, BigInteger value) {
        registers[register] = wrap(value, bits);
    }

    private BigInteger alu(Insn.Alu insn) {
        int bits = bits(insn.width());
        BigInteger a = wrap(registers[insn.dst()], bits);
        BigInteger b = switch (insn.src()) {
            case Operand.Reg r -> wrap(registers[r.number()], bits);
            case Operand.Imm i -> wrap(BigInteger.valueOf(i.value()), bits);
        };
        int shift = b.mod(BigInteger.valueOf(bits)).intValue();
        boolean byZero = b.signum() == 0;
        return switch (insn.op()) {
            case ADD -> a.add(b);
            case SUB -> a.subtract(b);
            case MUL -> a.multiply(b);
            case DIV -> byZero ? BigInteger.ZERO : a.divide(b);
            case SDIV -> byZero ? BigInteger.ZERO : signed(a, bits).divide(signed(b, bits));
            case MOD -> byZero ? a : a.mod(b);
            case SMOD -> byZero ? a : signed(a, bits).remainder(signed(b, bits));
            case OR -> a.or(b);
            case AND -> a.and(b);
            case XOR -> a.xor(b);
            case LSH -> a.multiply(TWO.pow(shift));
            case RSH -> a.divide(TWO.pow(shift));
            case ARSH -> signed(a, bits).shiftRight(shift);
            case MOV -> b;
        };
    }

    private BigInteger order(Insn.ByteOrder insn) {
        BigInteger value = wrap(registers[insn.dst()], insn.bits());
        if (insn.swap() == Insn.Swap.LE) {
            return value;
        }
        BigInteger swapped = BigInteger.ZERO;
        for (int i = 0; i < insn.bits(); i += 8) {
            BigInteger octet = value.divide(TWO.pow(i)).mod(TWO.pow(8));
            swapped = swapped.add(octet.multiply(TWO.pow(insn.bits() - 8 - i)));
        }
        return swapped;
    }

    private static int bits(Insn.Width width) {
        return width == Insn.Width.W64 ? 64 : 32;
    }

    private static BigInteger wrap(BigInteger value, int bits) {
        return value.mod(TWO.pow(bits));
    }

    private static BigInteger signed(BigInteger value, int bits) {
        BigInteger low = wrap(value, bits);
        return low.testBit(bits - 1) ? low.subtract(TWO.pow(bits)) : low;
    }
}
