package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.drivers.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a device reports besides its hints, as declared.
 *
 * @param when the configurations in which it does
 */
record FeatureSpec(When when, Set<XdpFeature> xdp, Set<XskFeature> xsk) {

    static FeatureSpec read(Json json, ChoiceReader choices) {
        json.object("when", "xdp", "xsk");
        return new FeatureSpec(choices.when(json), flags(json, "xdp", XdpFeature.class),
                flags(json, "xsk", XskFeature.class));
    }

    private static <F extends Enum<F> & Flag> Set<F> flags(Json json, String name, Class<F> type) {
        List<F> known = Arrays.asList(type.getEnumConstants());
        Set<F> flags = EnumSet.noneOf(type);
        for (Json element : json.find(name).map(Json::elements).orElse(List.of())) {
            String word = element.word(name + " feature", known.stream().map(Flag::word).toList());
            known.stream().filter(f -> f.word().equals(word)).forEach(flags::add);
        }
        return Collections.unmodifiableSet(flags);
    }
}
