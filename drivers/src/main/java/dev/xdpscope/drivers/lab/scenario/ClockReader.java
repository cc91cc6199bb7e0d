package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.drivers.nic.ClockSettings;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the {@code clock} of a scenario file. */
final class ClockReader {
    /** Ten years, in nanoseconds: times between which no sum overflows. */
    private static final long LONGEST = 10 * 365L * 86_400 * 1_000_000_000;
    private static final int MOST_MISSED = 1_000_000;

    private ClockReader() {}

    static ClockSettings read(Json json) {
        json.object("ppb", "start", "adjust", "step", "missed");
        return new ClockSettings(json.find("ppb").map(ClockReader::ppb).orElse(0L),
                json.find("start").map(s -> OptionalLong.of(s.number())).orElse(OptionalLong.empty()),
                list(json, "adjust", a -> {
                    a.object("after", "ppb");
                    return new ClockSettings.Adjustment(nanos(a.get("after"), 0), ppb(a.get("ppb")));
                }), list(json, "step", s -> {
                    s.object("after", "by", "elsewhere");
                    return new ClockSettings.Step(nanos(s.get("after"), 0), nanos(s.get("by"), -LONGEST),
                            s.find("elsewhere").map(Json::flag).orElse(false));
                }), json.find("missed").map(m -> m.integer(0, MOST_MISSED)).orElse(0));
    }

    private static <T> List<T> list(Json json, String name, Function<Json, T> read) {
        return json.find(name).map(l -> l.oneOrMore().stream().map(read).toList()).orElse(List.of());
    }

    private static long ppb(Json json) {
        return inRange(json, -ClockSettings.MOST_PPB, ClockSettings.MOST_PPB, "parts per billion");
    }

    private static long nanos(Json json, long least) {
        return inRange(json, least, LONGEST, "nanoseconds");
    }

    private static long inRange(Json json, long least, long most, String unit) {
        long number = json.number();
        if (number < least || number > most) {
            throw json.problem("the number " + number + " is out of range",
                    "It must be from " + least + " to " + most + " " + unit + ".");
        }
        return number;
    }
}
