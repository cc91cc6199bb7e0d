package dev.xdpscope.engine.program;

/**
 * A kernel function that a program calls, and what the call is bound to. {@code CallKfunc.id} is the index into the
 * program's table of these.
 *
 * @param name as declared {@code __ksym}, for example {@code bpf_xdp_metadata_rx_hash}
 * @param parameters number of parameters in its BTF prototype; tells the generations of the metadata kfuncs apart
 * @param weak whether the symbol is weak (may be absent)
 * @param binding what a call does
 */
public record Kfunc(String name, int parameters, boolean weak, Binding binding) {

    /** What a call of a kfunc does. */
    public sealed interface Binding {
        /** Not bound yet: running it is a fault. */
        record Unbound() implements Binding {}

        /** Enters the function of this name that starts at {@code entry} in the same program. */
        record Body(String function, int entry) implements Binding {}

        /** Returns a constant and touches nothing: the kernel's default stub. */
        record Stub(long result) implements Binding {}

        /** Implemented by the simulated kernel itself, looked up by name when the program is prepared to run. */
        record Native() implements Binding {}
    }

    public Kfunc bind(Binding b) {
        return new Kfunc(name, parameters, weak, b);
    }
}
