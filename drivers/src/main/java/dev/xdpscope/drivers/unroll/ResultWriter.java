package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.AluOp;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** Ends unrolled code as its generation does: with what was found, or with nothing. */
final class ResultWriter {
    /** mainline's first argument behind the context. */
    private static final int FIRST_POINTER = 2;
    /** A register in which the RFC series' kfuncs have no argument. */
    private static final int SPARE = 2;

    private final UnrollBuilder builder;
    private final Optional<Signature> signature;

    /** @param signature what the code is for; empty if nobody said so */
    ResultWriter(UnrollBuilder builder, Optional<Signature> signature) {
        this.builder = builder;
        this.signature = signature;
    }

    /** There is no such hint. */
    void none() {
        builder.returns(nothing());
    }

    /** There is none if {@code condition} holds, a jump whose offset does not matter. */
    void noneIf(Insn.Jump condition) {
        builder.returnIf(nothing(), condition);
    }

    private long nothing() {
        return switch (handover("none")) {
            case POINTERS -> Errno.ENODATA.negative();
            case R0 -> 0;
            case UNKNOWN -> throw unknown("none");
        };
    }

    private Signature.Handover handover(String statement) {
        return signature.map(Signature::handover).filter(h -> h != Signature.Handover.UNKNOWN)
                .orElseThrow(() -> unknown(statement));
    }

    private ProblemException unknown(String statement) {
        return problem("'" + statement + "' has a meaning for the generations mainline and rfc only"
                + signature.map(s -> ", this is for " + s.generation()).orElse(""),
                "Put the result where it belongs with other statements.");
    }

    /** The hint's values, as many as it has. */
    void result(List<Value> values) {
        Signature.Handover handover = handover("result");
        String kfunc = signature.map(Signature::kfunc).orElse("");
        List<HintValues.Part> parts = HintValues.of(kfunc).map(HintValues::parts).orElseThrow(() -> problem(
                "'result' has a meaning for the kfuncs of timestamp, hash and VLAN tag only, this is for " + kfunc,
                "Put the number into r0, or use `return`."));
        if (values.size() != parts.size()) {
            throw problem(kfunc + " hands over " + parts.size() + " values, found " + values.size(),
                    "Write `result VALUE` for a timestamp, `result HASH, TYPE` or `result PROTOCOL, TCI`.");
        }
        for (int i = 0; i < parts.size(); i++) {
            check(values.get(i), parts.get(i).out());
        }
        if (handover == Signature.Handover.POINTERS) {
            store(parts, values);
        } else if (parts.size() == 1) {
            put(0, values.getFirst());
            builder.code().end();
        } else {
            boolean highFirst = parts.getFirst().shift() > 0;
            join(highFirst ? values.getFirst() : values.getLast(), highFirst ? values.getLast() : values.getFirst(),
                    Math.max(parts.getFirst().shift(), parts.getLast().shift()));
        }
    }

    private void check(Value value, OutputType out) {
        switch (value) {
            case Value.OfField(FieldRef field) when builder.bits(field) > out.bits() -> throw problem(
                    "the field has " + builder.bits(field) + " bits, the value " + out.bits(),
                    "Say which, for example `bits " + (out.bits() - 1) + ":0`.");
            case Value.Constant(long number) when out.bits() < Long.SIZE
                    && (number < 0 || number > BitRange.ones(out.bits())) -> throw problem(
                            "the number " + number + " does not fit a value of " + out.bits() + " bits",
                            "Write another number.");
            default -> {}
        }
    }

    /** Writes the values to where the arguments point, and 0 into r0. */
    private void store(List<HintValues.Part> parts, List<Value> values) {
        for (int i = 0; i < parts.size(); i++) {
            OutputType out = parts.get(i).out();
            int pointer = FIRST_POINTER + i;
            notIn(pointer, values, "points to where the result goes");
            switch (values.get(i)) {
                case Value.InRegister(int register) -> {
                    if (out.bigEndian()) {
                        builder.add(new Insn.ByteOrder(Insn.Swap.BE, register, out.bits()));
                    }
                    builder.add(new Insn.Store(FieldLoad.size(out.bytes()), pointer, 0, new Operand.Reg(register)));
                }
                case Value.Constant(long number) -> builder.copy(out, pointer, 0, number);
                case Value.OfField(FieldRef field) -> {
                    notIn(0, values.subList(i + 1, values.size()), "is what the value before goes through");
                    builder.copy(out, pointer, 0, field);
                }
            }
        }
        builder.returns(0);
    }

    /** Puts two values into r0. */
    private void join(Value high, Value low, int shift) {
        boolean ready = low.equals(new Value.InRegister(0));
        Value other = ready ? high : low;
        if (!(other instanceof Value.InRegister)) {
            notIn(SPARE, List.of(ready ? low : high), "is what the other value goes through");
        }
        int beside = other instanceof Value.InRegister(int register) ? register : SPARE;
        put(beside, other);
        if (!ready) {
            put(0, high);
        }
        builder.add(new Insn.Alu(Width.W64, AluOp.LSH, ready ? beside : 0, new Operand.Imm(shift)))
                .add(new Insn.Alu(Width.W64, AluOp.OR, 0, new Operand.Reg(beside)));
        builder.code().end();
    }

    private void notIn(int register, List<Value> values, String why) {
        if (values.stream().anyMatch(v -> v.uses(register))) {
            throw problem("r" + register + " is used for a value, but " + why, "Use another register.");
        }
    }

    private void put(int dst, Value value) {
        switch (value) {
            case Value.InRegister(int register) when register == dst -> {}
            case Value.InRegister(int register) ->
                    builder.add(new Insn.Alu(Width.W64, AluOp.MOV, dst, new Operand.Reg(register)));
            case Value.Constant(long number) when number == (int) number ->
                    builder.add(new Insn.Alu(Width.W64, AluOp.MOV, dst, new Operand.Imm((int) number)));
            case Value.Constant(long number) -> builder.add(new Insn.LoadImm64(dst, new Imm64.Value(number)));
            case Value.OfField(FieldRef field) -> builder.get(dst, field);
        }
    }

    private ProblemException problem(String what, String remedy) {
        return builder.code().spot().problem(what, remedy);
    }
}
