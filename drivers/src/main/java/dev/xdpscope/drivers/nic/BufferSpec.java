package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.engine.memory.Memory;

/**
 * How a driver lays received packets into buffers, as declared.
 *
 * @param when the configurations in which it does
 */
record BufferSpec(When when, Buffers buffers) {
    /** MAX_SKB_FRAGS. */
    private static final int MOST_FRAGS = 17;

    static BufferSpec read(Json json, ChoiceReader choices) {
        json.object("when", "first", "frags", "refusal");
        return new BufferSpec(choices.when(json), new Buffers(json.get("first").integer(64, 1 << 16),
                json.find("frags").map(BufferSpec::frags), json.find("refusal").map(Json::text)));
    }

    private static Buffers.Frags frags(Json json) {
        json.object("bytes", "offset", "most");
        int offset = json.find("offset").map(o -> o.integer(0, Memory.PAGE - 1)).orElse(0);
        return new Buffers.Frags(json.get("bytes").integer(64, Memory.PAGE - offset), offset,
                json.find("most").map(m -> m.integer(1, MOST_FRAGS)).orElse(MOST_FRAGS));
    }
}
