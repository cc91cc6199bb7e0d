package dev.xdpscope.engine.call;

/**
 * Kfuncs that the core kernel offers programs of every type ({@code common_btf_ids}, kernel/bpf/helpers.c, 6.18), as far as they
 * are simulated.
 */
public final class CommonKfuncs {
    private CommonKfuncs() {}

    /** {@code calls} with these kfuncs added. */
    public static Calls addTo(Calls calls) {
        return calls.intKfunc("bpf_iter_num_new", NumIterator::create)
                .kfunc("bpf_iter_num_next", NumIterator::next)
                .kfunc("bpf_iter_num_destroy", NumIterator::destroy)
                .intKfunc("bpf_iter_bits_new", BitsIterator::create)
                .kfunc("bpf_iter_bits_next", BitsIterator::next)
                .kfunc("bpf_iter_bits_destroy", BitsIterator::destroy)
                .kfunc("bpf_rcu_read_lock", CommonKfuncs::nothing)
                .kfunc("bpf_rcu_read_unlock", CommonKfuncs::nothing)
                .kfunc("bpf_preempt_disable", CommonKfuncs::nothing)
                .kfunc("bpf_preempt_enable", CommonKfuncs::nothing)
                .kfunc("bpf_local_irq_save", CommonKfuncs::saveFlags)
                .kfunc("bpf_local_irq_restore", CommonKfuncs::nothing);
    }

    /** One CPU, which nothing interrupts, has nothing to lock out. */
    private static long nothing(Caller c) {
        return 0;
    }

    /** Argument place for the flags; the verifier lets a program do nothing with them but give them back. */
    private static long saveFlags(Caller c) {
        c.memory().store(c.argument(1), 8, 0, c.fromKernel());
        return 0;
    }
}
