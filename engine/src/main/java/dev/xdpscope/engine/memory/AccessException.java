package dev.xdpscope.engine.memory;

/**
 * A bad access by the running program. Carries no stack trace: it is an expected outcome that the interpreter turns into
 * a fault.
 */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long address;
    private final int size;
    private final boolean write;
    private final String expected;

    /**
     * @param expected what would have been right, for example {@code offset 10 to 64 of the packet buffer}
     */
    public AccessException(long address, int size, boolean write, String what, String expected) {
        super(what, null, false, false);
        this.address = address;
        this.size = size;
        this.write = write;
        this.expected = expected;
    }

    /** The address that was to be accessed. */
    public long address() {
        return address;
    }

    /** Bytes of the access; 0 if it is the address itself that is wrong. */
    public int size() {
        return size;
    }

    /** Whether it was to be written. */
    public boolean write() {
        return write;
    }

    /** What would have been right, as a phrase. */
    public String expected() {
        return expected;
    }
}
