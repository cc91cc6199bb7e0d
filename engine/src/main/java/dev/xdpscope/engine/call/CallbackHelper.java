package dev.xdpscope.engine.call;

import dev.xdpscope.engine.isa.Insn;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The helpers that call BPF code of the program back, before they return. Ids from include/uapi/linux/bpf.h. */
public enum CallbackHelper {
    FOR_EACH_MAP_ELEM(164, MapWalk.HELPER, 4, MapWalk::begin),
    LOOP(181, "bpf_loop", 2, Loop::begin);

    /** The argument that is the function; the one after it is the context, which the function gets. */
    public static final int FUNCTION = 2;

    private static final int CONTEXT = 3;
    private static final int MAP = 1;

    private final int id;
    private final String helper;
    /** The callback's argument that is the context. */
    private final int context;
    private final Function<Caller, HelperStep> begin;

    CallbackHelper(int id, String helper, int context, Function<Caller, HelperStep> begin) {
        this.id = id;
        this.helper = helper;
        this.context = context;
        this.begin = begin;
    }

    /** The one with that id; empty if that helper calls nothing back. */
    public static Optional<CallbackHelper> of(int id) {
        return Arrays.stream(values()).filter(h -> h.id == id).findFirst();
    }

    /** The one that an instruction calls. */
    public static Optional<CallbackHelper> calledBy(Insn insn) {
        return insn instanceof Insn.CallHelper call ? of(call.id()) : Optional.empty();
    }

    /** Its name, for example {@code bpf_loop}. */
    public String helper() {
        return helper;
    }

    /**
     * What it does first.
     *
     * @throws dev.xdpscope.engine.memory.AccessException if an argument is not what it has to be
     */
    public HelperStep begin(Caller c) {
        return begin.apply(c);
    }

    /**
     * Which argument of the call the callback gets unchanged.
     *
     * @param argument of the callback, 1 to 5
     * @return empty for one that the helper makes, such as the number of the turn
     */
    public OptionalInt passed(int argument) {
        if (argument == context) {
            return OptionalInt.of(CONTEXT);
        }
        return this == FOR_EACH_MAP_ELEM && argument == MAP ? OptionalInt.of(MAP) : OptionalInt.empty();
    }
}
