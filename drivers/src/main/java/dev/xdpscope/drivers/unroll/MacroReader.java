package dev.xdpscope.drivers.unroll;

import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.engine.isa.Cursor;
import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.MalformedInsnException;
import dev.xdpscope.engine.isa.Opcode;
import dev.xdpscope.engine.isa.Spot;
import dev.xdpscope.engine.problem.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads a template that consists of the kernel's instruction macros, as pasted from C: a list with commas between them and
 * perhaps braces, the declaration of an array, or the RFC series' {@code bpf_patch_append(patch, …)} around. A jump by
 * {@code S16_MAX} goes to the end, as in that series.
 */
final class MacroReader {
    /** A macro in a line, not behind what begins a comment in either form. */
    private static final Pattern FORM = Pattern.compile("(?m)^[^;#/\\n]*\\bBPF_[A-Z0-9_]+\\s*\\(");

    private static final String APPEND = "bpf_patch_append";
    private static final String CALL = "BPF_EMIT_CALL";
    private static final int SLOT = 8;
    private static final int DEPTH = 8;
    private static final long U32_MAX = 0xffff_ffffL;

    private final CTokens tokens;
    private final CExpression expression;
    private final UnrollBuilder builder;
    private final List<byte[]> slots = new ArrayList<>();
    private final List<Spot> spots = new ArrayList<>();
    /** By slot the function that is called by name. */
    private final Map<Integer, String> calls = new HashMap<>();

    private MacroReader(String text, UnrollBuilder builder) {
        this.tokens = new CTokens(text);
        this.expression = new CExpression(tokens, builder.code().symbols());
        this.builder = builder;
    }

    /** Whether the text holds an instruction macro. */
    static boolean reads(String text) {
        return FORM.matcher(text).find();
    }

    /** Where the first of a text that holds one is. */
    static Spot first(String text) {
        int at = FORM.matcher(text).results().findFirst().map(MatchResult::start).orElse(0);
        return new Spot((int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1, 1);
    }

    static void read(String text, UnrollBuilder builder) {
        MacroReader reader = new MacroReader(text, builder);
        reader.group("", 0);
        reader.build();
    }

    /** Reads up to the mark that closes the group, or to the end of the text if that is empty. */
    private void group(String close, int depth) {
        if (depth > DEPTH) {
            throw tokens.peek().spot().problem("the braces are too deep");
        }
        while (!tokens.peek().is(close)) {
            CTokens.Token token = tokens.peek();
            if (token.kind() == CTokens.Kind.END) {
                if (close.isEmpty()) {
                    return;
                }
                throw tokens.expected("'" + close + "'");
            }
            if (tokens.accept("{")) {
                group("}", depth + 1);
            } else if (tokens.accept(APPEND)) {
                tokens.expect("(");
                tokens.name("the patch");
                tokens.expect(",");
                group(")", depth + 1);
            } else if (token.kind() == CTokens.Kind.NAME && tokens.peek(1).is("(")) {
                macro();
            } else {
                declaration();
                continue;
            }
            separator(close);
        }
        tokens.take();
    }

    private void separator(String close) {
        boolean last = close.isEmpty() ? tokens.peek().kind() == CTokens.Kind.END : tokens.peek().is(close);
        if (!tokens.accept(",") && !tokens.accept(";") && !last) {
            throw tokens.expected("','");
        }
    }

    /** {@code static const struct bpf_insn insns[16] =}. */
    private void declaration() {
        tokens.name("an instruction macro");
        while (!tokens.accept("=")) {
            if (tokens.accept("[")) {
                if (tokens.peek().kind() == CTokens.Kind.NUMBER) {
                    tokens.take();
                }
                tokens.expect("]");
            } else {
                tokens.name("an instruction macro, or the declaration of an array of them");
            }
        }
        if (!tokens.peek().is("{")) {
            throw tokens.expected("'{'");
        }
    }

    private void macro() {
        CTokens.Token name = tokens.take();
        tokens.expect("(");
        if (name.is(CALL)) {
            calls.put(slots.size(), tokens.name("the name of a function").text());
            tokens.expect(")");
            add(name.spot(), Opcode.JMP | Opcode.CALL, 0, 0, 0, 0);
            return;
        }
        Macro macro = Macro.ALL.get(name.text());
        if (macro == null) {
            throw name.spot().problem("'" + name.text() + "' is no instruction macro that can stand in unrolled code",
                    Nearest.remedy(name.text(), Macro.ALL.keySet()));
        }
        int code = macro.code();
        int dst = 0;
        int src = macro.src();
        int off = 0;
        long imm = 0;
        boolean first = true;
        for (Macro.Argument argument : macro.arguments()) {
            if (!first) {
                tokens.expect(",");
            }
            first = false;
            Spot spot = tokens.peek().spot();
            long value = expression.read().value();
            switch (argument) {
                case OP -> code |= bits(value, 0xf0, "an operation such as BPF_ADD or BPF_JEQ", spot);
                case SIZE -> code |= bits(value, Opcode.DW, "BPF_B, BPF_H, BPF_W or BPF_DW", spot);
                case SOURCE -> code |= bits(value, Opcode.X, "BPF_K, BPF_X, BPF_TO_LE or BPF_TO_BE", spot);
                case CODE -> code = bits(value, 0xff, "an opcode of 8 bits", spot);
                case DST -> dst = register(value, spot);
                case SRC -> src = register(value, spot);
                case BOTH -> dst = src = register(value, spot);
                case OFF -> off = (int) within(value, Short.MIN_VALUE, Short.MAX_VALUE, "the offset", spot);
                case IMM -> imm = within(value, Integer.MIN_VALUE, U32_MAX, "the immediate", spot);
                case IMM64 -> imm = value;
            }
        }
        tokens.expect(")");
        add(name.spot(), code, dst, src, off, (int) imm);
        if (macro.arguments().contains(Macro.Argument.IMM64)) {
            add(name.spot(), 0, 0, 0, 0, (int) (imm >>> 32));
        }
    }

    private static int bits(long value, int mask, String what, Spot spot) {
        if ((value & ~mask) != 0) {
            throw spot.problem("found " + value + ", expected " + what);
        }
        return (int) value;
    }

    private static int register(long value, Spot spot) {
        return (int) within(value, 0, 10, "the register", spot);
    }

    private static long within(long value, long least, long most, String what, Spot spot) {
        if (value < least || value > most) {
            throw spot.problem(what + " is " + value + ", expected " + least + " to " + most);
        }
        return value;
    }

    private void add(Spot spot, int code, int dst, int src, int off, int imm) {
        slots.add(ByteBuffer.allocate(SLOT).order(ByteOrder.LITTLE_ENDIAN).put((byte) code).put((byte) (src << 4 | dst))
                .putShort((short) off).putInt(imm).array());
        spots.add(spot);
    }

    private void build() {
        List<Insn> code = decoded();
        for (int i = 0; i < code.size(); i++) {
            builder.code().at(spots.get(i));
            if (calls.containsKey(i)) {
                String call = " ".repeat(spots.get(i).column() - 1) + "call " + calls.get(i);
                builder.code().instruction(new Cursor(call, spots.get(i).line(), builder.code().symbols()));
                continue;
            }
            switch (code.get(i)) {
                case Insn.SecondSlot second -> {}
                case Insn.Jump j when j.off() == Short.MAX_VALUE -> builder.jump(j, UnrollCode.END);
                case Insn.Goto g when g.off() == Short.MAX_VALUE && !g.wide() -> builder.jump(g, UnrollCode.END);
                case Insn insn -> builder.add(insn);
            }
        }
    }

    private List<Insn> decoded() {
        ByteBuffer all = ByteBuffer.allocate(SLOT * slots.size());
        slots.forEach(all::put);
        try {
            return Decoder.decodeUnchecked(all.array(), Place.NOWHERE);
        } catch (MalformedInsnException e) {
            throw spots.get(Math.min(e.index(), spots.size() - 1)).problem(e.what());
        }
    }
}
