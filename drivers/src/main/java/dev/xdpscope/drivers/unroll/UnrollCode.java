package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.CodeBuilder;
import dev.xdpscope.engine.isa.Cursor;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Insn.AluOp;
import dev.xdpscope.engine.isa.Insn.Width;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Spot;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Patch;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The instructions that an {@link UnrollBuilder} has written, and where in a text it is. */
final class UnrollCode {
    /** The label of the instruction behind the replaced call. */
    static final String END = "end";

    private final TemplateSymbols symbols;
    private final CodeBuilder code;
    private Spot spot = Spot.NONE;
    private boolean leaving;
    private Optional<Signature> beginning = Optional.empty();

    UnrollCode(Template.Names names) {
        this.symbols = new TemplateSymbols(names);
        this.code = new CodeBuilder(symbols);
    }

    TemplateSymbols symbols() {
        return symbols;
    }

    /** The code may read no register that does not hold an argument of this kfunc before it has given it a value. */
    void unset(Signature signature) {
        beginning = Optional.of(signature);
    }

    /** What follows stands here in a text. */
    void at(Spot there) {
        spot = there;
    }

    Spot spot() {
        return spot;
    }

    void add(Insn insn) {
        leave();
        code.add(insn, spot);
    }

    void label(String name) {
        leave();
        code.label(name, spot);
    }

    void jump(Insn jump, String label) {
        leave();
        code.jump(jump, label, spot);
    }

    /** Takes the labels at the beginning of a line of text. */
    void labels(Cursor cursor) {
        if (cursor.peek(1).is(":")) {
            leave();
        }
        code.labels(cursor);
    }

    /** Takes the instruction that is the rest of a line of text. */
    void instruction(Cursor cursor) {
        leave();
        code.instruction(cursor);
    }

    /** Goes to the end, for which nothing is needed if nothing follows. */
    void end() {
        leaving = true;
    }

    private void leave() {
        if (leaving) {
            leaving = false;
            code.jump(new Insn.Goto(0, false), END, spot);
        }
    }

    /** Whether r0 is known to hold this 32-bit number, zero-extended, where the code now ends. */
    boolean returns(int value) {
        leave();
        return code.giver(0).filter(g -> g instanceof Insn.Alu(Width w, AluOp op, int dst, Operand.Imm(int imm))
                && op == AluOp.MOV && imm == value && (w == Width.W32 || imm >= 0)).isPresent();
    }

    /**
     * The finished code.
     *
     * @throws ProblemException if a jump leads nowhere or a rule of unrolled code is broken
     */
    Replacement replacement(String why) {
        Replacement written = unresolved(why);
        return new Replacement(Patch.resolve(written.code()), why, written.callees());
    }

    /** The same with early returns as they were written: jumps by 32767 to the end of the patch that resolves them. */
    Replacement unresolved(String why) {
        List<Insn> insns = code.build(Set.of(END));
        if (insns.isEmpty()) {
            throw Spot.NONE.problem("the template has no instruction", "Give at least one, for example `r0 = 0`.");
        }
        try {
            Rules.check(Patch.resolve(insns), symbols.called(), beginning, Place.NOWHERE);
        } catch (ProblemException e) {
            Spot where = e.place().insn().isPresent() ? code.spot(e.place().insn().getAsInt()) : Spot.NONE;
            throw where.problem(e.what(), e.remedy());
        }
        return new Replacement(insns, why, symbols.called());
    }
}
