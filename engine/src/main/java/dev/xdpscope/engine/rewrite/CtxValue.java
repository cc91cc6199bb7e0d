package dev.xdpscope.engine.rewrite;

/** What a register or a stack slot may hold, as far as the context rewrite needs to know. */
sealed interface CtxValue {
    /** What is not the address of something on the stack. */
    enum Kind implements CtxValue {
        OTHER,
        CONTEXT,
        /** The context plus an offset. */
        MODIFIED,
        /** The context on one path and something else on another. */
        MIXED
    }

    /**
     * An address on the stack.
     *
     * @param frame number of the frame, the outermost first
     * @param off bytes from that frame's r10
     */
    record Stack(int frame, int off) implements CtxValue {}

    /** The address of a function: of the instruction {@code insn}. */
    record Code(int insn) implements CtxValue {}

    /** What is held where this meets {@code other}. */
    default CtxValue or(CtxValue other) {
        if (equals(other)) {
            return this;
        }
        return kind() == Kind.OTHER && other.kind() == Kind.OTHER ? Kind.OTHER : Kind.MIXED;
    }

    /** This after {@code amount} has been added. */
    default CtxValue plus(long amount) {
        return switch (this) {
            case CtxValue held when amount == 0 -> held;
            case Stack s when (int) amount == amount -> new Stack(s.frame, s.off + (int) amount);
            case Stack s -> Kind.OTHER;
            case Code c -> Kind.OTHER;
            case Kind kind -> kind == Kind.OTHER ? kind : Kind.MODIFIED;
        };
    }

    /** Addresses on the stack and of functions are no concern of who accesses a context. */
    default Kind kind() {
        return this instanceof Kind kind ? kind : Kind.OTHER;
    }
}
