package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.abi.Errno;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a NIC's driver answers when it is asked for a hint of each packet, whether or not the program asks.
 *
 * @param results how many packets got which result, by the result's name: {@code 0}, {@code -ENODATA}, {@code -EOPNOTSUPP}
 */
public record HintAnswers(Map<String, Integer> results) {
    private static final String GIVEN = "0";
    private static final String UNSUPPORTED = Errno.shown(Errno.EOPNOTSUPP.negative());

    static Map<Hint, HintAnswers> of(List<PacketResult> packets) {
        Map<Hint, HintAnswers> answers = new EnumMap<>(Hint.class);
        for (Hint hint : Hint.values()) {
            Map<String, Integer> results = new TreeMap<>();
            packets.stream().flatMap(p -> p.driverHints().stream()).filter(h -> h.hint() == hint)
                    .map(HintResult::resultName).forEach(name -> results.merge(name, 1, Integer::sum));
            answers.put(hint, new HintAnswers(results));
        }
        return answers;
    }

    /** Of how many packets the driver has the hint. */
    public int given() {
        return results.getOrDefault(GIVEN, 0);
    }

    /** Whether the driver has a function for it at all. */
    public boolean supported() {
        return !results.containsKey(UNSUPPORTED);
    }
}
