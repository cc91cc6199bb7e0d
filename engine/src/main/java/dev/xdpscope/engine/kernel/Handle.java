package dev.xdpscope.engine.kernel;

/** A file descriptor: what it stands for goes when the last of them is closed. */
public class Handle implements AutoCloseable {
    private final int fd;
    private boolean open = true;

    Handle(long fd) {
        this.fd = Math.toIntExact(fd);
    }

    public int fd() {
        return fd;
    }

    @Override
    public final void close() {
        if (open) {
            open = false;
            Libc.call("close", fd);
        }
    }
}
