package dev.xdpscope.drivers.nic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A NIC as its folder declares it. */
public final class Nic {
    public String name() {
        throw new UnsupportedOperationException();
    }

    public String title() {
        throw new UnsupportedOperationException();
    }

    public String about() {
        throw new UnsupportedOperationException();
    }

    public List<Revision> revisions() {
        throw new UnsupportedOperationException();
    }

    public List<Switch> configuration() {
        throw new UnsupportedOperationException();
    }

    /**
     * Chooses a revision and sets switches.
     *
     * @param revision the default revision if empty
     * @param settings by switch; {@code firmware} too where the NIC lists firmware
     * @throws dev.xdpscope.engine.problem.ProblemException if something is unknown, or not supported by the revision
     */
    public Setup configure(Optional<String> revision, Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }
}
