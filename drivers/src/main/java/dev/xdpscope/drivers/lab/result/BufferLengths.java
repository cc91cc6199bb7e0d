package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a packet lies in buffers: bytes in the first one, then in each frag.
 *
 * @param before the program ran
 * @param after it
 */
public record BufferLengths(List<Integer> before, List<Integer> after) {
    public BufferLengths {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    public static List<Integer> of(XdpBuff xdp) {
        return Stream.concat(Stream.of(xdp.linear()),
                IntStream.range(0, xdp.frags()).mapToObj(i -> xdp.shared().frag(i).length())).toList();
    }

    /** Whether it ever lay in more than one. */
    public boolean several() {
        return before.size() > 1 || after.size() > 1;
    }

    /** For people: the frags' bytes behind those of the first buffer. */
    @Override
    public String toString() {
        return before.equals(after) ? text(before) : text(before) + " → " + text(after);
    }

    private static String text(List<Integer> pieces) {
        return pieces.stream().map(String::valueOf).collect(Collectors.joining(" + "));
    }
}
