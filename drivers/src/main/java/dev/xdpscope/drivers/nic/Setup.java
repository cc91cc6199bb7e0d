package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A NIC of one revision in one configuration, with its driver. */
public final class Setup {
    public Nic nic() {
        throw new UnsupportedOperationException();
    }

    public Revision revision() {
        throw new UnsupportedOperationException();
    }

    /** The effective value of each switch, and of {@code revision} and {@code firmware}. */
    public Map<String, String> settings() {
        throw new UnsupportedOperationException();
    }

    /** The layout of the descriptors. */
    public Layout layout() {
        throw new UnsupportedOperationException();
    }

    public Hardware hardware() {
        throw new UnsupportedOperationException();
    }

    public Driver driver() {
        throw new UnsupportedOperationException();
    }

    /**
     * The driver's code for a kfunc, linked; its generation is recognised by name and number of parameters.
     *
     * @return empty if the driver does not implement it
     */
    public Optional<Program> body(Kfunc kfunc) {
        throw new UnsupportedOperationException();
    }

    /** What the driver does when asked to unroll {@code kfunc}. */
    public Unrolling unroller(Kfunc kfunc) {
        throw new UnsupportedOperationException();
    }

    /** The driver's function that fills an sk_buff: arguments are the context and the sk_buff. */
    public Optional<Program> skb() {
        throw new UnsupportedOperationException();
    }

    /** What the driver reports to user space. */
    public Set<Feature> features() {
        throw new UnsupportedOperationException();
    }
}
