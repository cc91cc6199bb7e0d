package dev.xdpscope.engine.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Code that is being written, from text or from Java: jumps name labels, and may do so before the label is defined. */
public final class CodeBuilder {
    private final Symbols symbols;
    private final List<AsmStatement> statements = new ArrayList<>();
    /** The slot that each label stands before. */
    private final Map<String, Integer> labels = new HashMap<>();
    private int size;

    /** @param symbols what names in text stand for */
    public CodeBuilder(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Takes the labels at the beginning of a line of assembler text. */
    public void labels(Cursor cursor) {
        while (cursor.peek().kind() == Token.Kind.NAME && cursor.peek(1).is(":")) {
            Token name = cursor.take();
            if (name.isRegister() || name.is("pc")) {
                throw cursor.at(name, "'" + name.text() + "' cannot be a label");
            }
            label(name.text(), cursor.spot(name));
            cursor.expect(":");
        }
    }

    /** Takes the instruction that is the rest of a line of assembler text. */
    public void instruction(Cursor cursor) {
        add(new StatementParser(cursor, symbols).parse(size));
    }

    /** Defines a label, which stands before the next instruction. */
    public void label(String name, Spot spot) {
        if (labels.putIfAbsent(name, size) != null) {
            throw spot.problem("the label '" + name + "' is defined twice");
        }
    }

    /** Adds an instruction that is complete. */
    public void add(Insn insn, Spot spot) {
        add(new AsmStatement(insn, Optional.empty(), size, spot));
    }

    /** Adds a jump, whose offset does not matter, to a label. */
    public void jump(Insn jump, String label, Spot spot) {
        add(new AsmStatement(jump, Optional.of(new AsmStatement.Target(label, spot)), size, spot));
    }

    private void add(AsmStatement statement) {
        statements.add(statement);
        size += statement.insn().slots();
    }

    /** How many slots have been written. */
    public int size() {
        return size;
    }

    /** Where the instruction in a slot was written. */
    public Spot spot(int slot) {
        return statements.stream().filter(s -> s.slot() <= slot).reduce((a, b) -> b).map(AsmStatement::spot)
                .orElse(Spot.NONE);
    }

    /**
     * The instruction that gave {@code register} the value it has where the code now ends.
     *
     * @return empty if ways meet on the way back to it, or if there is none
     */
    public Optional<Insn> giver(int register) {
        for (int i = statements.size() - 1; i >= 0; i--) {
            AsmStatement statement = statements.get(i);
            Insn insn = statement.insn();
            if (labels.containsValue(statement.slot() + insn.slots()) || insn instanceof Insn.Goto
                    || insn instanceof Insn.Exit) {
                return Optional.empty();
            }
            if (Registers.written(insn).contains(register)) {
                return Optional.of(insn);
            }
            if (Registers.isCall(insn) && register <= 5) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The code, one element for each slot.
     *
     * @param externalLabels names that stand for the place just after the last instruction unless the code defines them
     * @throws AssemblyException if a jump leads nowhere or an instruction cannot be encoded
     */
    public List<Insn> build(Set<String> externalLabels) {
        Map<String, Integer> known = new HashMap<>(labels);
        externalLabels.forEach(name -> known.putIfAbsent(name, size));
        List<Insn> code = new ArrayList<>(size);
        for (AsmStatement statement : statements) {
            code.addAll(valid(statement, resolve(statement, known)));
        }
        return List.copyOf(code);
    }

    private Insn resolve(AsmStatement statement, Map<String, Integer> known) {
        if (statement.target().isEmpty()) {
            return statement.insn();
        }
        String name = statement.target().get().label();
        Spot spot = statement.target().get().spot();
        if (known.containsKey(name)) {
            return statement.to(known.get(name));
        }
        if (!(statement.insn() instanceof Insn.CallLocal)) {
            throw spot.problem("the label '" + name + "' is not defined");
        }
        OptionalInt helper = HelperNames.id(name);
        OptionalInt kfunc = symbols.kfunc(name);
        if (helper.isEmpty() && kfunc.isEmpty()) {
            throw spot.problem("'" + name + "' is no label, helper or kernel function known here");
        }
        return helper.isPresent() ? new Insn.CallHelper(helper.getAsInt()) : new Insn.CallKfunc(kfunc.getAsInt(), 0);
    }

    /** The slots of the instruction, after the encoder has found nothing wrong with it, such as a write to r10. */
    private static List<Insn> valid(AsmStatement statement, Insn insn) {
        List<Insn> slots = insn.slots() == 2 ? List.of(insn, new Insn.SecondSlot()) : List.of(insn);
        try {
            Encoder.encode(slots);
        } catch (MalformedInsnException e) {
            throw statement.spot().problem(e.what());
        }
        return slots;
    }
}
