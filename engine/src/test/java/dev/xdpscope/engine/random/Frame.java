package dev.xdpscope.engine.random;

import java.util.ArrayList;
import java.util.List;

/**
 * A function that is being written, and what the verifier knows where it now ends. A register that holds no number, for a call
 * has clobbered it or it held a pointer, gets one before it is read, and so does a slot of the stack: so that every sequence of
 * statements is valid.
 *
 * <p>Of the stack's 96 bytes those from -96 to -32 are for data; at -8 is the context, and between them are pointers.
 */
final class Frame {
    static final int DATA = -96;
    static final int SLOTS = 8;
    static final int POINTER = -24;
    static final int STASH = -16;
    private static final int CONTEXT = -8;

    /** r0 to r9. */
    private static final int ALL = 0x3ff;
    private static final int CLOBBERED = 0x3f;
    private static final int ARGUMENTS = 0x3e;

    final Choices choices;
    final int depth;
    private final boolean hasContext;
    private final List<String> lines = new ArrayList<>();
    private final int[] labels;

    private boolean usesContext;
    /** Registers and slots that hold numbers. */
    private int numbers;
    private int slots;
    /** Registers that must not be written. */
    private int held;
    /** Of these the ones that hold numbers all the same: counters of loops. */
    private int counters;

    /**
     * @param depth how many calls lead here
     * @param hasContext whether r1 is the context at the beginning
     * @param labels how many have been used in the program
     */
    Frame(Choices choices, int depth, boolean hasContext, int[] labels) {
        this.choices = choices;
        this.depth = depth;
        this.hasContext = hasContext;
        this.labels = labels;
    }

    /** What is known at one place. */
    record Known(int numbers, int slots) {
        Known and(Known other) {
            return new Known(numbers & other.numbers, slots & other.slots);
        }
    }

    Known known() {
        return new Known(numbers, slots);
    }

    void known(Known known) {
        numbers = known.numbers;
        slots = known.slots;
    }

    /** Makes all that were numbers at one place numbers here: at the end of a loop. */
    void renew(Known known) {
        for (int r = 0; r < 10; r++) {
            if ((known.numbers & ~numbers & 1 << r) != 0) {
                number(r);
            }
        }
        known(known);
    }

    void line(String format, Object... arguments) {
        lines.add(format.formatted(arguments));
    }

    String label() {
        return "l" + labels[0]++;
    }

    /** The lines, with the context put where {@link #context} finds it. */
    List<String> lines() {
        if (usesContext) {
            lines.addFirst("*(u64 *)(r10 %+d) = r1".formatted(CONTEXT));
            usesContext = false;
        }
        return lines;
    }

    /** Whether it can get at the context. */
    boolean hasContext() {
        return hasContext;
    }

    private void number(int register) {
        long value = choices.value();
        line(value == (int) value ? "r%d = %d" : "r%d = 0x%x ll", register, value);
        numbers |= 1 << register;
    }

    /** A register to be read, which holds a number. */
    int source() {
        return ready(choices.bit(ALL & ~held | counters));
    }

    /** A register to be read and written. */
    int changed() {
        return ready(choices.bit(ALL & ~held));
    }

    int ready(int register) {
        if ((numbers & 1 << register) == 0) {
            number(register);
        }
        return register;
    }

    /** A register that the next line gives a number. */
    int target() {
        int register = choices.bit(ALL & ~held);
        numbers |= 1 << register;
        return register;
    }

    /** The last line has given a register a number. */
    void written(int register) {
        numbers |= 1 << register;
    }

    /** A register for a pointer, held until it is released. */
    int pointer() {
        return hold(choices.bit(ALL & ~held));
    }

    /** A register for a pointer that calls leave alone; -1 if there is none to spare. */
    int lasting() {
        int free = ALL & ~CLOBBERED & ~held;
        return Integer.bitCount(free) < 2 ? -1 : hold(choices.bit(free));
    }

    int hold(int register) {
        held |= 1 << register;
        numbers &= ~(1 << register);
        return register;
    }

    void release(int register) {
        held &= ~(1 << register);
        counters &= ~(1 << register);
    }

    /** Lets a held register be read. */
    void counter(int register) {
        counters |= 1 << register;
        numbers |= 1 << register;
    }

    boolean free(int register) {
        return (held & 1 << register) == 0;
    }

    /** Gives an argument of the next call, which must not be read any more. */
    void argument(int number, String format, Object... arguments) {
        line("r" + number + " = " + format, arguments);
        hold(number);
    }

    /** An argument that is {@code r10} and an offset. */
    void stackArgument(int number, int offset) {
        argument(number, "r10");
        line("r%d += %d", number, offset);
    }

    void contextArgument() {
        argument(1, "*(u64 *)(r10 %+d)", CONTEXT);
        usesContext = true;
    }

    /** Calls what returns a number. */
    void call(String what) {
        line("call %s", what);
        numbers = numbers & ~CLOBBERED | 1;
        held &= ~ARGUMENTS;
    }

    /** A pointer to the context. */
    int context() {
        int register = pointer();
        line("r%d = *(u64 *)(r10 %+d)", register, CONTEXT);
        usesContext = true;
        return register;
    }

    /** Makes numbers of some bytes of the data on the stack. */
    void fill(int offset, int size) {
        for (int slot = offset - DATA >> 3; slot <= offset + size - 1 - DATA >> 3; slot++) {
            if ((slots & 1 << slot) == 0) {
                line("*(u64 *)(r10 %+d) = %d", DATA + 8 * slot, choices.immediate());
                slots |= 1 << slot;
            }
        }
    }

    /** Data on the stack of that size, filled, at a multiple of 8. @return its offset */
    int buffer(int size) {
        int offset = DATA + 8 * choices.below(SLOTS - (size + 7 >> 3) + 1);
        fill(offset, size);
        return offset;
    }

    boolean isNumber(int register) {
        return (numbers & 1 << register) != 0;
    }

    boolean isFilled(int slot) {
        return (slots & 1 << slot) != 0;
    }
}
