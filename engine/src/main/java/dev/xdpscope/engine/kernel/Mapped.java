package dev.xdpscope.engine.kernel;

import java.lang.foreign.MemorySegment;

/** Memory that is shared with the kernel. */
record Mapped(MemorySegment bytes) implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    /** Bytes of a page. */
    static int page() {
        return Libc.call("getpagesize").map(Long::intValue).value("the size of a page");
    }

    @SuppressWarnings("restricted")
    static Answer<Mapped> of(int fd, long offset, long length, boolean writable) {
        return Libc.syscall(Libc.SystemCall.MMAP, 0, length, PROT_READ | (writable ? PROT_WRITE : 0), MAP_SHARED, fd,
                offset).map(address -> new Mapped(MemorySegment.ofAddress(address).reinterpret(length)));
    }

    @Override
    public void close() {
        Libc.call("munmap", bytes.address(), bytes.byteSize());
    }
}
