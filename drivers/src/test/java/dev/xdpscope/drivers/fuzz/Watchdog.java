package dev.xdpscope.drivers.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Ends the process when a reader takes more than five seconds of processor time for one input, or a minute of anybody's. It
 * looks once a second, so that it costs the reader nothing.
 */
final class Watchdog {
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration MOST_WAITING = Duration.ofSeconds(60);

    private final Failures failures;
    private final Thread watched = Thread.currentThread();
    private volatile Input now;

    Watchdog(Failures failures) {
        this.failures = failures;
        Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
    }

    void begin(Input input) {
        now = input;
    }

    void end() {
        now = null;
    }

    private void watch() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Input before = null;
        long cpu = 0;
        long time = 0;
        while (true) {
            Input input = now;
            if (input == null || input != before) {
                before = input;
                cpu = threads.getThreadCpuTime(watched.threadId());
                time = System.nanoTime();
            } else if (threads.getThreadCpuTime(watched.threadId()) - cpu > MOST.toNanos()
                    || System.nanoTime() - time > MOST_WAITING.toNanos()) {
                failures.addHanging(input, watched.getStackTrace());
                Runtime.getRuntime().halt(1);
            }
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
