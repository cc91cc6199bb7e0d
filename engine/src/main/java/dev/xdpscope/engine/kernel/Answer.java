package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.abi.Errno;
import java.util.function.Function;

/**
 * What the kernel said to a system call.
 *
 * @param <T> what there is if it was done: a number, a map, a loaded program
 */
public sealed interface Answer<T> {
    /** It was done. */
    record Done<T>(T value) implements Answer<T> {}

    /**
     * It was refused.
     *
     * @param errno the error's number, positive
     * @param log the verifier's words if a program was to be loaded, else empty
     */
    record Refused<T>(int errno, String log) implements Answer<T> {
        @Override
        public String toString() {
            return Errno.name(errno) + (log.isBlank() ? "" : ": " + log.strip());
        }
    }

    /** The same with another value, if it was done. */
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Done(T value) -> new Done<>(change.apply(value));
            case Refused(int errno, String log) -> new Refused<>(errno, log);
        };
    }

    /**
     * The value of what must not fail.
     *
     * @param what was to be done, for the message
     * @throws IllegalStateException if it was refused
     */
    default T value(String what) {
        return switch (this) {
            case Done(T value) -> value;
            case Refused<T> refused -> throw new IllegalStateException(what + ": " + refused);
        };
    }
}
