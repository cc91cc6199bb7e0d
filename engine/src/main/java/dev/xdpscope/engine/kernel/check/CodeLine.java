package dev.xdpscope.engine.kernel.check;

/**
 * An instruction in words that are the same on both sides.
 *
 * @param slot where it is in its program
 * @param text as a disassembler writes it, with names for what is called
 * @param shape the text without the distance of a jump, and with the helper's name for a function that implements it
 * @param target slot that it jumps to, or -1
 */
public record CodeLine(int slot, String text, String shape, int target) {
    static final String GOTO = "goto";
    static final String LONG_GOTO = "gotol";
    static final String CLEAR_UPPER_HALF = "w0 = w0";

    static CodeLine of(int slot, String text) {
        return new CodeLine(slot, text, text, -1);
    }

    /** Whether it always jumps. */
    boolean isJump() {
        return shape.equals(GOTO) || shape.equals(LONG_GOTO);
    }

    boolean isConditional() {
        return target >= 0 && shape.startsWith("if ");
    }

    boolean isExit() {
        return shape.equals("exit");
    }
}
