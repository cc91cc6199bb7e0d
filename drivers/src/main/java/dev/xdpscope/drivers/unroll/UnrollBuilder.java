package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.AluOp;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes unrolled code with names in place of offsets. It knows of each field where it is, how wide, and in which byte order,
 * and puts down the instructions that a careful author would: loads of the right width, and a swap, a mask or a shift only
 * where one is needed.
 *
 * <pre>{@code
 * UnrollBuilder.build(names, "mynic unrolls bpf_xdp_metadata_rx_hash", code -> code
 *         .get(1, field(1, "my_xdp_buff.desc"))
 *         .test(4, field(1, "desc.status.hash_valid"))
 *         .returnIf(-ENODATA, new Insn.Jump(Width.W64, JumpOp.JEQ, 4, new Operand.Imm(0), 0))
 *         .copy(Output.U32, 2, 0, field(1, "desc.hash"))
 *         .returns(0));
 * }</pre>
 *
 * <p>A template says the same in text; see {@link Template}.
 */
public final class UnrollBuilder {
    private final Fields fields;
    private final UnrollCode code;
    private int labels;

    private UnrollBuilder(Template.Names names) {
        this.fields = new Fields(names);
        this.code = new UnrollCode(names);
    }

    /**
     * Code for one kfunc of a NIC in one configuration.
     *
     * @param why one clause for the reader, for example {@code mlx5 unrolls bpf_xdp_metadata_rx_hash}
     * @throws ProblemException if a name is not known or the code breaks a rule of unrolled code
     */
    public static Replacement build(Template.Names names, String why, Consumer<UnrollBuilder> code) {
        UnrollBuilder builder = new UnrollBuilder(names);
        code.accept(builder);
        return builder.code.replacement(why);
    }

    /** The same with early returns as they were written: jumps by 32767 to the end of the patch that resolves them. */
    static Replacement unresolved(Template.Names names, String why, Consumer<UnrollBuilder> code) {
        UnrollBuilder builder = new UnrollBuilder(names);
        code.accept(builder);
        return builder.code.unresolved(why);
    }

    /** What has been written. */
    UnrollCode code() {
        return code;
    }

    /** Adds an instruction as it is; jump distances count slots. */
    public UnrollBuilder add(Insn insn) {
        code.add(insn);
        return this;
    }

    /** Defines a label here. */
    public UnrollBuilder label(String name) {
        code.label(name);
        return this;
    }

    /** Adds a jump to a label, or to {@code end}, the instruction behind the replaced call; its own offset does not matter. */
    public UnrollBuilder jump(Insn jump, String label) {
        code.jump(jump, label);
        return this;
    }

    /** Adds a block that is jumped over if {@code condition} holds, a jump whose offset does not matter. */
    public UnrollBuilder unless(Insn.Jump condition, Consumer<UnrollBuilder> block) {
        String behind = newLabel();
        jump(condition, behind);
        block.accept(this);
        return label(behind);
    }

    /** Calls a function of the driver. */
    public UnrollBuilder call(String function) {
        return jump(new Insn.CallLocal(0), function);
    }

    /** Adds the lines of a template: statements and instructions, or instruction macros of the kernel. */
    public UnrollBuilder text(String lines) {
        return text(lines, Optional.empty());
    }

    /** The same for a kfunc of a generation, which gives {@code none} and {@code result} their meaning. */
    UnrollBuilder text(String lines, Optional<Signature> signature) {
        boolean shared = signature.filter(Signature::shared).isPresent();
        if (shared) {
            code.unset(signature.get());
        }
        if (!MacroReader.reads(lines)) {
            StatementReader.read(lines, this, signature);
        } else if (shared) {
            throw MacroReader.first(lines).problem("instruction macros hand over their result as one generation does, "
                    + "and this text is for " + String.join(" and ", signature.get().sharing()),
                    "Name one generation in the unroller, or write statements.");
        } else {
            MacroReader.read(lines, this);
        }
        return this;
    }

    /** Loads a field's value into register {@code dst}, zero-extended. Pointers on the way go through {@code dst}. */
    public UnrollBuilder get(int dst, FieldRef from) {
        Fields.Way way = fields.way(from, code.spot());
        addAll(FieldLoad.value(dst, follow(dst, from.base(), way.pointers()), way.field(), 64));
        return this;
    }

    /** Loads a number into {@code dst} that is 0 if and only if the field is. */
    public UnrollBuilder test(int dst, FieldRef from) {
        Fields.Way way = fields.way(from, code.spot());
        addAll(FieldLoad.test(dst, follow(dst, from.base(), way.pointers()), way.field()));
        return this;
    }

    /**
     * Writes a field's value to memory, cut to the output's width. It goes through r0, which has no meaning before the code
     * ends.
     *
     * @param pointer the register with the address
     * @param offset bytes to add to it
     */
    public UnrollBuilder copy(OutputType out, int pointer, int offset, FieldRef from) {
        notThroughR0(pointer);
        Fields.Way way = fields.way(from, code.spot());
        addAll(FieldLoad.output(0, follow(0, from.base(), way.pointers()), way.field(), out));
        return add(new Insn.Store(FieldLoad.size(out.bytes()), pointer, offset, new Operand.Reg(0)));
    }

    /** Writes a constant to memory; one of 64 bits that no store can hold goes through r0. */
    public UnrollBuilder copy(OutputType out, int pointer, int offset, long value) {
        boolean fits = out == OutputType.U64 || out == OutputType.BE64
                || value >= -(1L << (out.bits() - 1)) && value <= BitRange.ones(out.bits());
        if (!fits) {
            throw problem("the number " + value + " does not fit a " + out.word(), "Copy it to something wider.");
        }
        Size size = FieldLoad.size(out.bytes());
        long stored = out.stored(value);
        if (size != Size.DW || stored == (int) stored) {
            return add(new Insn.Store(size, pointer, offset, new Operand.Imm((int) stored)));
        }
        notThroughR0(pointer);
        return add(new Insn.LoadImm64(0, new Imm64.Value(stored)))
                .add(new Insn.Store(size, pointer, offset, new Operand.Reg(0)));
    }

    /**
     * Sets {@code dst} to the value that a table has for the number in {@code key}, comparing 32 bits and with as few
     * instructions as a chain of comparisons takes.
     */
    public UnrollBuilder table(int dst, int key, Consumer<ValueTable> rows) {
        ValueTable table = new ValueTable();
        rows.accept(table);
        if (dst == key) {
            throw problem("the table's value would overwrite the key in r" + key, "Use another register.");
        }
        String done = newLabel();
        table.keysByValue().forEach((value, keys) -> {
            move(dst, value);
            keys.forEach(k -> jump(new Insn.Jump(Width.W32, Insn.JumpOp.JEQ, key, new Operand.Imm(k), 0), done));
        });
        return move(dst, table.otherwise()).label(done);
    }

    /**
     * Extends the 32 low bits of a clock in {@code low} by the time in {@code near}: {@code dst} becomes the number that ends in
     * them and is nearest to {@code near}. The register that is not {@code dst} keeps its value if it is {@code near}, and
     * none if it is {@code low}.
     *
     * @param dst {@code low} or {@code near}
     */
    public UnrollBuilder extend(int dst, int low, int near) {
        if (low == near || dst != low && dst != near) {
            throw problem("the result of extend goes to r" + dst,
                    "Name two registers and give the result to one of them.");
        }
        return add(new Insn.Alu(Width.W32, AluOp.SUB, low, new Operand.Reg(near)))
                .add(new Insn.MoveSigned(Width.W64, low, low, 32))
                .add(new Insn.Alu(Width.W64, AluOp.ADD, dst, new Operand.Reg(dst == low ? near : low)));
    }

    /**
     * Ends the code with a result in r0: 32 bits, zero-extended.
     *
     * @param value from -2^31 to 2^32 - 1
     */
    public UnrollBuilder returns(long value) {
        result(value);
        code.end();
        return this;
    }

    /**
     * Ends the code with a result in r0 if {@code condition} holds, a jump whose offset does not matter. If it does not, r0 has
     * lost its value too.
     */
    public UnrollBuilder returnIf(long value, Insn.Jump condition) {
        if (condition.dst() == 0 || condition.src() instanceof Operand.Reg(int src) && src == 0) {
            throw problem("the condition looks at r0, which holds the result by then", "Use another register.");
        }
        result(value);
        return jump(condition, UnrollCode.END);
    }

    /** Sets r0, unless it is known to have this value. */
    private void result(long value) {
        if (value < Integer.MIN_VALUE || value > BitRange.ones(32)) {
            throw problem("the result is " + value + ", expected " + Integer.MIN_VALUE + " to " + BitRange.ones(32),
                    "Put larger numbers into r0 yourself.");
        }
        if (!code.returns((int) value)) {
            move(0, (int) value);
        }
    }

    private UnrollBuilder move(int dst, int value) {
        return add(new Insn.Alu(Width.W32, AluOp.MOV, dst, new Operand.Imm(value)));
    }

    /** Follows the pointers in front of the field, through {@code dst}; the register that then points to the structure. */
    private int follow(int dst, int base, List<BitRange> pointers) {
        int now = base;
        for (BitRange pointer : pointers) {
            addAll(FieldLoad.value(dst, now, pointer, 64));
            now = dst;
        }
        return now;
    }

    /** How many bits a field has. */
    int bits(FieldRef field) {
        return fields.way(field, code.spot()).field().bits();
    }

    private void notThroughR0(int pointer) {
        if (pointer == 0) {
            throw problem("the copy goes through r0, which holds the address", "Use another register for it.");
        }
    }

    private void addAll(List<Insn> insns) {
        insns.forEach(this::add);
    }

    /** A label that no text can name. */
    private String newLabel() {
        return "label " + labels++;
    }

    private ProblemException problem(String what, String remedy) {
        return code.spot().problem(what, remedy);
    }
}
