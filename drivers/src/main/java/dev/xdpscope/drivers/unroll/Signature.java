package dev.xdpscope.drivers.unroll;

import java.util.List;

/**
 * A kfunc as a generation has it: what a template is assembled for.
 *
 * @param sharing the generations that have the same template for it, {@code generation} among them
 */
public record Signature(String generation, String kfunc, List<String> sharing) {
    private static final String MAINLINE = "mainline";
    private static final String RFC = "rfc";
    /** r0 to r5, as bits. */
    private static final int SCRATCH = 0b11_1111;
    private static final int CONTEXT = 0b10;

    /** Where a generation puts what its kfuncs find. */
    enum Handover {
        /** To memory that the arguments behind the context point to; r0 is 0 or an errno. */
        POINTERS,
        /** Into r0, which is 0 if there is nothing. */
        R0,
        /** Nothing is known of it. */
        UNKNOWN
    }

    public Signature {
        sharing = List.copyOf(sharing);
    }

    /** Whether other generations have the same template. */
    boolean shared() {
        return sharing.size() > 1;
    }

    Handover handover() {
        return switch (generation) {
            case MAINLINE -> Handover.POINTERS;
            case RFC -> Handover.R0;
            default -> Handover.UNKNOWN;
        };
    }

    /** The registers that hold nothing when the kfunc is called, as bits; none if the arguments are not known. */
    int unset() {
        return switch (handover()) {
            case R0 -> SCRATCH & ~CONTEXT;
            case POINTERS -> HintValues.of(kfunc)
                    .map(hint -> SCRATCH & ~(((1 << hint.parts().size() + 1) - 1) << 1)).orElse(0);
            case UNKNOWN -> 0;
        };
    }
}
