package dev.xdpscope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Calls of the C library. Numbers and addresses are both passed as 64 bits, which they are in the calling conventions of the
 * machines known here.
 */
public final class Libc {
    /** System call numbers of bpf(2) by {@code os.arch} (arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h). */
    private static final Map<String, Integer> BPF = Map.of("amd64", 321, "aarch64", 280, "riscv64", 280);

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Map<String, MethodHandle> HANDLES = new ConcurrentHashMap<>();

    private Libc() {}

    /** The number of bpf(2) on this machine; empty if it is no Linux, or one whose numbers are not known here. */
    static Optional<Integer> bpf() {
        return System.getProperty("os.name").equals("Linux")
                ? Optional.ofNullable(BPF.get(System.getProperty("os.arch")))
                : Optional.empty();
    }

    /**
     * Calls a function that returns a number of 31 bits, or -1 with errno if it fails.
     *
     * @param function for example {@code setns}
     * @param arguments numbers, and addresses of memory that stays where it is
     */
    public static Answer<Long> call(String function, long... arguments) {
        return call(function, false, arguments);
    }

    /** System calls other than bpf(2) that have no function in every C library, or one that returns an address. */
    enum SystemCall {
        MMAP(9, 222),
        PERF_EVENT_OPEN(298, 241);

        private final int amd64;
        private final int generic;

        SystemCall(int amd64, int generic) {
            this.amd64 = amd64;
            this.generic = generic;
        }

        private int here() {
            return System.getProperty("os.arch").equals("amd64") ? amd64 : generic;
        }
    }

    /** A system call by its number on this machine; see {@link #call}. */
    static Answer<Long> syscall(SystemCall which, long... arguments) {
        return syscall(LongStream.concat(LongStream.of(which.here()), Arrays.stream(arguments)).toArray());
    }

    /** Calls {@code syscall(2)}, which returns 64 bits; see {@link #call}. */
    static Answer<Long> syscall(long... arguments) {
        return call("syscall", true, arguments);
    }

    private static Answer<Long> call(String function, boolean variadic, long... arguments) {
        MethodHandle handle = HANDLES.computeIfAbsent(function + arguments.length,
                key -> handle(function, arguments.length, variadic));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            List<Object> all = new ArrayList<>(List.of(state));
            Arrays.stream(arguments).forEach(all::add);
            long result = ((Number) handle.invokeWithArguments(all)).longValue();
            return result == -1 ? new Answer.Refused<>((int) ERRNO.get(state, 0L), "") : new Answer.Done<>(result);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String function, int parameters, boolean variadic) {
        Linker linker = Linker.nativeLinker();
        MemoryLayout[] types = new MemoryLayout[parameters];
        Arrays.fill(types, ValueLayout.JAVA_LONG);
        Linker.Option state = Linker.Option.captureCallState("errno");
        Linker.Option[] options =
                variadic ? new Linker.Option[]{state, Linker.Option.firstVariadicArg(1)} : new Linker.Option[]{state};
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(variadic ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT, types), options);
    }
}
