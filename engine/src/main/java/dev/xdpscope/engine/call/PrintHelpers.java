package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The helpers that print by a format: {@code bpf_trace_printk()}, {@code bpf_trace_vprintk()} (kernel/trace/bpf_trace.c) and
 * {@code bpf_snprintf()} (kernel/bpf/helpers.c), 6.18.
 */
final class PrintHelpers {
    /** MAX_BPRINTF_BUF: a line of the trace pipe with its final zero. */
    private static final int LINE = 1024;

    /** MAX_BPRINTF_VARARGS. */
    private static final int MOST_ARGUMENTS = 12;

    private PrintHelpers() {}

    static Calls addTo(Calls calls) {
        return calls.helper(6, "bpf_trace_printk", PrintHelpers::tracePrintk)
                .helper(165, "bpf_snprintf", PrintHelpers::snprintf)
                .helper(177, "bpf_trace_vprintk", PrintHelpers::traceVprintk);
    }

    /** Arguments format, its size, three numbers. */
    private static long tracePrintk(Caller c) {
        byte[] format = c.memory().read(c.argument(1), (int) c.argument(2), c.fromKernel());
        return trace(c, format, new long[]{c.argument(3), c.argument(4), c.argument(5)});
    }

    /** Arguments format, its size, numbers, their size. */
    private static long traceVprintk(Caller c) {
        byte[] format = c.memory().read(c.argument(1), (int) c.argument(2), c.fromKernel());
        return wrong((int) c.argument(4), c.argument(3)) ? Errno.EINVAL.negative()
                : trace(c, format, numbers(c, c.argument(3), (int) c.argument(4)));
    }

    private static long trace(Caller c, byte[] given, long[] numbers) {
        int end = 0;
        while (end < given.length && given[end] != 0) {
            end++;
        }
        if (end == given.length) {
            return Errno.EINVAL.negative();
        }
        byte[] format = Arrays.copyOf(given, end);
        PrintArguments arguments = new PrintArguments(c.memory(), format, numbers);
        long error = arguments.gather();
        if (error != 0) {
            return error;
        }
        PrintLine line = PrintLine.of(format, arguments.gathered(), LINE);
        c.tell(new CallEvent.Printed(new String(line.bytes(), StandardCharsets.ISO_8859_1).stripTrailing()));
        return line.length();
    }

    /** Arguments buffer, its size, format (a string that does not change), numbers, their size. */
    private static long snprintf(Caller c) {
        int room = (int) c.argument(2);
        if (wrong((int) c.argument(5), c.argument(4))) {
            return Errno.EINVAL.negative();
        }
        // The whole buffer is checked before anything is made that is as long as it.
        if (room != 0) {
            c.memory().read(c.argument(1), room, c.fromKernel());
        }
        byte[] format = KernelText.constant(c, 3);
        PrintArguments arguments =
                new PrintArguments(c.memory(), format, numbers(c, c.argument(4), (int) c.argument(5)));
        long error = arguments.gather();
        if (error != 0) {
            return error;
        }
        PrintLine line = PrintLine.of(format, arguments.gathered(), room);
        if (room > 0) {
            byte[] text = line.bytes();
            c.memory().write(c.argument(1), Arrays.copyOf(text, text.length + 1), c.fromKernel());
        }
        return line.length() + 1L;
    }

    private static boolean wrong(int size, long numbers) {
        return size % Long.BYTES != 0 || size < 0 || size > MOST_ARGUMENTS * Long.BYTES || size > 0 && numbers == 0;
    }

    private static long[] numbers(Caller c, long address, int size) {
        long[] numbers = new long[size / Long.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = c.memory().load(address + (long) i * Long.BYTES, Long.BYTES, c.fromKernel());
        }
        return numbers;
    }
}
