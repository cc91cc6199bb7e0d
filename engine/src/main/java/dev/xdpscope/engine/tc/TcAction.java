package dev.xdpscope.engine.tc;

import java.util.Arrays;

/** The verdicts of a tc program (include/uapi/linux/pkt_cls.h, 6.12). */
public enum TcAction {
    TC_ACT_UNSPEC(-1, true),
    TC_ACT_OK(0, true),
    TC_ACT_RECLASSIFY(1, true),
    TC_ACT_SHOT(2, false),
    TC_ACT_PIPE(3, true),
    TC_ACT_STOLEN(4, false),
    TC_ACT_QUEUED(5, false),
    TC_ACT_REPEAT(6, true),
    TC_ACT_REDIRECT(7, false),
    TC_ACT_TRAP(8, false);

    private final int code;
    private final boolean goesOn;

    TcAction(int code, boolean goesOn) {
        this.code = code;
        this.goesOn = goesOn;
    }

    /** The action for the program's return value; an unknown value counts as TC_ACT_UNSPEC, as {@code tcx_action_code()} has it. */
    public static TcAction of(long r0) {
        return Arrays.stream(values()).filter(a -> a.code == (int) r0).findFirst().orElse(TC_ACT_UNSPEC);
    }

    /** The value a program returns for it. */
    public int code() {
        return code;
    }

    /** Whether the stack goes on with the packet. */
    public boolean goesOn() {
        return goesOn;
    }
}
