package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import java.util.Optional;

/** What a kfunc of a generation has to give, called and unrolled. */
final class KfuncChecks {
    private KfuncChecks() {}

    /**
     * Requires that a mainline kfunc, called and unrolled, gives {@code expected} where {@code there}, else -ENODATA
     * alone.
     */
    static void requireMainline(NicBench bench, String kfunc, int parameters, boolean there, String expected) {
        KfuncResult.Returned called = bench.called(kfunc, parameters).returned();
        assertEquals(there ? 0 : Errno.ENODATA.negative(), called.errno(), kfunc);
        assertEquals(there ? expected : Mlx5Reference.untouched(), called.outputs(), kfunc);
        assertEquals(Optional.of(called), bench.unrolled(kfunc, parameters), kfunc);
    }

    /** Requires that a kfunc of the RFC, called and unrolled, gives {@code expected} and writes nothing. */
    static void requireRfc(NicBench bench, String kfunc, long expected) {
        KfuncResult called = bench.called(kfunc, 1);
        assertEquals(new KfuncResult.Returned(expected, Mlx5Reference.untouched()), called, kfunc);
        assertEquals(Optional.of(called), bench.unrolled(kfunc, 1), kfunc);
    }
}
