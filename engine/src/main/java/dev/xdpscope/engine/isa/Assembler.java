package dev.xdpscope.engine.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the kernel's text syntax, one instruction a line: everything that {@link Disassembler} prints, and besides
 *
 * <ul>
 *   <li>labels, {@code name:} alone or before an instruction, and jumps, calls and {@code subprog[name]} by label;
 *   <li>comments from {@code ;} or {@code //} to the end of the line, and lines that begin with {@code #};
 *   <li>calls by name or number, {@code call bpf_ktime_get_ns} or {@code call 5};
 *   <li>in place of an offset or immediate a sum of names and numbers, {@code *(u64 *)(r1 + xdp_buff.data + 8)}. Names
 *       match {@code [A-Za-z_][A-Za-z0-9_.]*}; numbers are decimal or hexadecimal, up to 64 bits unsigned.
 * </ul>
 *
 * An immediate that is sign-extended to 64 bits must be written as its signed value; only {@code if r1 == 0xfffffff9}
 * means -7, because the kernel prints it so.
 */
public final class Assembler {
    private final Symbols symbols;
    private final List<Statement> statements = new ArrayList<>();
    /** The slot that each label stands before. */
    private final Map<String, Integer> labels = new HashMap<>();
    private int size;

    private Assembler(Symbols symbols) {
        this.symbols = symbols;
    }

    /**
     * A program all of whose labels are defined in it.
     *
     * @return one element per slot; numeric jump distances are taken as they are
     * @throws AssemblyException if the text is no program
     */
    public static List<Insn> assemble(String source, Symbols symbols) {
        return assemble(source, symbols, Set.of());
    }

    /**
     * A fragment that continues after its last instruction.
     *
     * @param externalLabels names, usually {@code end}, that stand for the place just after the last instruction unless
     *     the text defines them
     */
    public static List<Insn> assemble(String source, Symbols symbols, Set<String> externalLabels) {
        Assembler assembler = new Assembler(symbols);
        int number = 0;
        for (String line : source.lines().toList()) {
            assembler.line(new Cursor(line, ++number, symbols));
        }
        externalLabels.forEach(name -> assembler.labels.putIfAbsent(name, assembler.size));
        return assembler.link();
    }

    private void line(Cursor cursor) {
        while (cursor.peek().kind() == Token.Kind.NAME && cursor.peek(1).is(":")) {
            define(cursor, cursor.take());
            cursor.expect(":");
        }
        if (!cursor.atEnd()) {
            Statement statement = new StatementParser(cursor, symbols).parse(size);
            statements.add(statement);
            size += statement.insn().slots();
        }
    }

    private void define(Cursor cursor, Token name) {
        if (name.isRegister() || name.is("pc")) {
            throw cursor.at(name, "'" + name.text() + "' cannot be a label");
        }
        if (labels.putIfAbsent(name.text(), size) != null) {
            throw cursor.at(name, "the label '" + name.text() + "' is defined twice");
        }
    }

    private List<Insn> link() {
        List<Insn> code = new ArrayList<>(size);
        for (Statement statement : statements) {
            code.addAll(valid(statement, resolve(statement)));
        }
        return List.copyOf(code);
    }

    private Insn resolve(Statement statement) {
        if (statement.label().isEmpty()) {
            return statement.insn();
        }
        Token name = statement.label().get();
        if (labels.containsKey(name.text())) {
            return statement.to(labels.get(name.text()));
        }
        if (!(statement.insn() instanceof Insn.CallLocal)) {
            throw statement.cursor().at(name, "the label '" + name.text() + "' is not defined");
        }
        OptionalInt helper = HelperNames.id(name.text());
        OptionalInt kfunc = symbols.kfunc(name.text());
        if (helper.isEmpty() && kfunc.isEmpty()) {
            throw statement.cursor().at(name,
                    "'" + name.text() + "' is no label, helper or kernel function known here");
        }
        return helper.isPresent() ? new Insn.CallHelper(helper.getAsInt()) : new Insn.CallKfunc(kfunc.getAsInt(), 0);
    }

    /** The slots of the instruction, after the encoder has found nothing wrong with it, such as a write to r10. */
    private static List<Insn> valid(Statement statement, Insn insn) {
        List<Insn> slots = insn.slots() == 2 ? List.of(insn, new Insn.SecondSlot()) : List.of(insn);
        try {
            Encoder.encode(slots);
        } catch (MalformedInsnException e) {
            throw statement.cursor().at(statement.start(), e.what());
        }
        return slots;
    }
}
