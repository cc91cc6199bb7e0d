package dev.xdpscope.drivers.kernel;

import dev.xdpscope.engine.kernel.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A network namespace of the test's own, made with iproute2's {@code ip} and removed when closed. */
final class Namespace implements AutoCloseable {
    private static final long CLONE_NEWNET = 0x40000000;
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int ADDRESS = 20;

    private final String name;

    /**
     * Makes it.
     *
     * @param name unique on this machine
     * @throws IllegalStateException if that is not permitted
     */
    Namespace(String name) {
        this.name = name;
        ip("netns", "add", name);
    }

    String name() {
        return name;
    }

    /** Runs {@code ip -n NAME …}. */
    void configure(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", name));
        all.addAll(Arrays.asList(arguments));
        ip(all.toArray(String[]::new));
    }

    /** Whether there is an {@code ip} that can be run. */
    static boolean possible() {
        try {
            return new ProcessBuilder("ip", "-V").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something on a thread of its own that is in this namespace. */
    <T> T inside(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter();
            return work.call();
        });
        try {
            Thread.ofPlatform().start(task);
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void enter() {
        try (Arena arena = Arena.ofConfined()) {
            long file = Libc.call("open", arena.allocateFrom("/run/netns/" + name).address(), 0).value("open");
            Libc.call("setns", file, CLONE_NEWNET).value("setns");
            Libc.call("close", file);
        }
    }

    /** An interface's number in this namespace. */
    int ifindex(String device) {
        return inside(() -> {
            try (Arena arena = Arena.ofConfined()) {
                return Libc.call("if_nametoindex", arena.allocateFrom(device).address()).value(device).intValue();
            }
        });
    }

    /** Sends a frame out of an interface through a packet socket: as it is, and with nothing known of it. */
    void send(String device, byte[] frame) {
        int ifindex = ifindex(device);
        inside(() -> {
            try (Arena arena = Arena.ofConfined()) {
                long socket = Libc.call("socket", AF_PACKET, SOCK_RAW, 0).value("packet socket");
                MemorySegment address = arena.allocate(ADDRESS, 4);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
                address.set(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 2,
                        (short) ((frame[12] & 0xff) << 8 | frame[13] & 0xff));
                address.set(ValueLayout.JAVA_INT, 4, ifindex);
                MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
                Libc.call("sendto", socket, bytes.address(), frame.length, 0, address.address(), ADDRESS)
                        .value("send to " + device);
                return Libc.call("close", socket);
            }
        });
    }

    @Override
    public void close() {
        ip("netns", "del", name);
    }
}
