package dev.xdpscope.engine.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace of its own for one piece of work. It belongs to the thread that the work runs on, and goes with that
 * thread together with all that was made in it.
 */
public final class NetworkNamespace {
    private static final long CLONE_NEWNET = 0x40000000;

    private NetworkNamespace() {}

    /**
     * Does something in a new namespace.
     *
     * @param alternative what is done if this process may make none, outside; it is given the reason
     */
    public static <T> T run(Callable<T> work, java.util.function.Function<Answer.Refused<Long>, T> alternative) {
        FutureTask<T> task = new FutureTask<>(
                () -> switch (Libc.call("unshare", CLONE_NEWNET)) {
                    case Answer.Done<Long> done -> work.call();
                    case Answer.Refused<Long> refused -> alternative.apply(refused);
                });
        // A thread of the platform, for it is the thread that has a namespace.
        Thread thread = Thread.ofPlatform().name("network namespace").start(task);
        try {
            T result = task.get();
            thread.join();
            return result;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException own -> throw own;
                case Error own -> throw own;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
