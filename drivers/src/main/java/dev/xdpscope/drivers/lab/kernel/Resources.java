package dev.xdpscope.drivers.lab.kernel;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is held of the kernel until it is closed, the latest first. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> held = new ArrayDeque<>();

    <T extends AutoCloseable> T hold(T resource) {
        held.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!held.isEmpty()) {
            try {
                held.pop().close();
            } catch (Exception e) {
                // What was taken must go whatever becomes of the rest; handles do not throw.
                throw new IllegalStateException(e);
            }
        }
    }
}
