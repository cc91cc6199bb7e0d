package dev.xdpscope.drivers.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a field's value comes from, depending on the configuration.
 *
 * @param alternatives the first whose condition holds counts; if none does the value is zero
 */
public record Choice(List<Alternative> alternatives) {
    /** Zero in every configuration. */
    public static final Choice NOTHING = new Choice(List.of());

    /** A source and the configurations it is for. */
    public record Alternative(When when, FieldSource source) {}

    public Choice {
        alternatives = List.copyOf(alternatives);
    }

    /** The source under the given effective settings; empty means zero. */
    public Optional<FieldSource> under(Map<String, String> settings) {
        return alternatives.stream().filter(a -> a.when().holds(settings)).map(Alternative::source).findFirst();
    }
}
