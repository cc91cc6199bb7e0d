package dev.xdpscope.engine.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The helpers and native kfuncs a program may call; immutable. */
public final class Calls {
    /** A helper with its name. */
    public record Named(String name, Helper helper) {}

    private final Map<Integer, Named> helpers;
    private final Map<String, Helper> kfuncs;
    private final boolean byRegister;

    private Calls(Map<Integer, Named> helpers, Map<String, Helper> kfuncs, boolean byRegister) {
        this.helpers = Map.copyOf(helpers);
        this.kfuncs = Map.copyOf(kfuncs);
        this.byRegister = byRegister;
    }

    /** No helper, no kfunc. */
    public static Calls none() {
        return new Calls(Map.of(), Map.of(), false);
    }

    /** These with a helper of id {@code id} (include/uapi/linux/bpf.h, BPF_FUNC_*) added. */
    public Calls helper(int id, String name, Helper helper) {
        Map<Integer, Named> more = new HashMap<>(helpers);
        more.put(id, new Named(name, helper));
        return new Calls(more, kfuncs, byRegister);
    }

    /** These with a native kfunc added, found by its name. */
    public Calls kfunc(String name, Helper kfunc) {
        Map<String, Helper> more = new HashMap<>(kfuncs);
        more.put(name, kfunc);
        return new Calls(helpers, more, byRegister);
    }

    /**
     * The same for one that returns {@code int}: unlike a helper's, a negative result has 0 in the upper half of r0. A kernel leaves
     * that half to its compiler, and mostly it is 0 (x86-64, Linux 6.18).
     */
    public Calls intKfunc(String name, Helper kfunc) {
        return kfunc(name, caller -> kfunc.call(caller) & 0xffff_ffffL);
    }

    /**
     * These, and a call through a register finds helpers too, by the id in the register: as machines other than the kernel's have
     * it (the conformance group callx of RFC 9669's test suite). The kernel has no such instruction.
     */
    public Calls byRegister() {
        return new Calls(helpers, kfuncs, true);
    }

    /** The helper that a call through a register with that value leads to. */
    public Optional<Named> helperByRegister(long value) {
        return byRegister && value == (int) value ? helper((int) value) : Optional.empty();
    }

    public Optional<Named> helper(int id) {
        return Optional.ofNullable(helpers.get(id));
    }

    /** The names of the native kfuncs. */
    public Set<String> kfuncs() {
        return kfuncs.keySet();
    }

    public Optional<Helper> kfunc(String name) {
        return Optional.ofNullable(kfuncs.get(name));
    }
}
