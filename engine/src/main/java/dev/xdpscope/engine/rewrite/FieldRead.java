package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The code in place of one read of a driver's field. The driver's part destroys r0 to r5 and there is no stack, so registers
 * that are used later are saved behind the context, as {@code sock_ops_convert_ctx_access()} saves one in
 * {@code bpf_sock_ops_kern.temp} (net/core/filter.c, 6.12). If the context itself would be lost, one of r6 to r9 keeps it
 * meanwhile.
 */
final class FieldRead {
    private static final int LAST_SCRATCH = 5;
    private static final int FIRST_PRESERVED = 6;
    private static final int LAST_PRESERVED = 9;
    /** The slot that saves the register which keeps the context. */
    private static final int KEEPER_SLOT = 6;

    private final CtxFields.Field field;
    private final Insn.Load load;
    private final int live;
    private final List<Insn> code = new ArrayList<>();

    private FieldRead(CtxFields.Field field, Insn.Load load, int live) {
        this.field = field;
        this.load = load;
        this.live = live & ~(1 << load.dst());
    }

    /**
     * @param load whose base register holds the context
     * @param live the registers that are alive behind it, as bits
     */
    static Replacement of(CtxFields.Field field, Insn.Load load, int live) {
        String name = "xdp_md->" + field.name();
        if (field.value().isEmpty()) {
            return new Replacement(
                    List.of(new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, load.dst(), new Operand.Imm(0))),
                    name + ": the driver has no such hint");
        }
        Replacement value = field.value().get();
        return new Replacement(new FieldRead(field, load, live).with(value.code()), name + ": " + value.why(),
                value.callees());
    }

    private List<Insn> with(List<Insn> value) {
        boolean saves = (live & (1 << LAST_SCRATCH + 1) - 1) != 0;
        boolean keep = saves && load.base() <= LAST_SCRATCH;
        int keeper = keep ? keeper() : load.base();
        boolean keeperLives = keep && lives(keeper);
        for (int r = 0; r <= LAST_SCRATCH; r++) {
            save(r, load.base(), saves && lives(r), r);
        }
        save(keeper, load.base(), keeperLives, KEEPER_SLOT);
        move(keeper, load.base());
        move(1, load.base());
        code.addAll(value);
        extract();
        if (load.dst() == keeper && saves) {
            // The context is needed to the end, so the value waits in its slot.
            save(0, keeper, true, KEEPER_SLOT);
            restore(keeper);
            code.add(new Insn.Load(Size.DW, false, keeper, keeper, slot(KEEPER_SLOT)));
            return code;
        }
        move(load.dst(), 0);
        if (saves) {
            restore(keeper);
        }
        if (keeperLives) {
            code.add(new Insn.Load(Size.DW, false, keeper, keeper, slot(KEEPER_SLOT)));
        }
        return code;
    }

    /** A register from r6 to r9 that is not the destination, and if possible one that is not used later. */
    private int keeper() {
        int chosen = 0;
        for (int r = LAST_PRESERVED; r >= FIRST_PRESERVED; r--) {
            if (r != load.dst() && (chosen == 0 || lives(chosen))) {
                chosen = r;
            }
        }
        return chosen;
    }

    private boolean lives(int register) {
        return (live >> register & 1) != 0;
    }

    private int slot(int number) {
        return field.saved() + 8 * number;
    }

    private void save(int register, int context, boolean needed, int slot) {
        if (needed) {
            code.add(new Insn.Store(Size.DW, context, slot(slot), new Operand.Reg(register)));
        }
    }

    private void restore(int context) {
        for (int r = 0; r <= LAST_SCRATCH; r++) {
            if (lives(r)) {
                code.add(new Insn.Load(Size.DW, false, r, context, slot(r)));
            }
        }
    }

    private void move(int to, int from) {
        if (to != from) {
            code.add(new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, to, new Operand.Reg(from)));
        }
    }

    /** Leaves the field's bits of r0 in r0, sign-extended if the program reads them so. */
    private void extract() {
        int above = Long.SIZE - field.shift() - field.bits();
        if (above > 0) {
            code.add(new Insn.Alu(Insn.Width.W64, Insn.AluOp.LSH, 0, new Operand.Imm(above)));
        }
        if (above + field.shift() > 0) {
            code.add(new Insn.Alu(Insn.Width.W64, Insn.AluOp.RSH, 0, new Operand.Imm(above + field.shift())));
        }
        if (load.signed()) {
            code.add(new Insn.MoveSigned(Insn.Width.W64, 0, 0, 32));
        }
    }
}
