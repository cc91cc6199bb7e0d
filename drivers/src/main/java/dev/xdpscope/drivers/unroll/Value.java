package dev.xdpscope.drivers.unroll;

/** A value that unrolled code hands over. */
sealed interface Value {
    /** What a register holds, zero-extended. */
    record InRegister(int register) implements Value {}

    /** A number. */
    record Constant(long number) implements Value {}

    /** What a field holds. */
    record OfField(FieldRef field) implements Value {}

    /** Whether code that computes the value reads that register. */
    default boolean uses(int register) {
        return switch (this) {
            case InRegister(int r) -> r == register;
            case Constant constant -> false;
            case OfField(FieldRef field) -> field.base() == register;
        };
    }
}
