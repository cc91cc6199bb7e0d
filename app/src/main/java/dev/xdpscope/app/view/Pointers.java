package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.Optional;

/** What addresses point to, in the words of the program: {@code data+14}, {@code fp-16}, {@code cqe64.rss_hash_result}. */
public final class Pointers {
    private final ScenarioRecording recording;
    private final State state;
    private final SourceNames names;
    private final long context;

    /**
     * @param context address of the xdp_buff that the packet's pointers are in
     */
    public Pointers(ScenarioRecording recording, State state, long context) {
        this.context = context;
        this.recording = recording;
        this.state = state;
        this.names = new SourceNames(recording.setup(), state::region);
    }

    /** What {@code value} points to; empty if it is no address. */
    public Optional<String> of(long value) {
        return state.region(value).map(region -> of(value, region));
    }

    /** What {@code value} points to by region and offset, for the pointers that others are named after. */
    public Optional<String> raw(long value) {
        return state.region(value).map(region -> region.spec().kind() == Region.Kind.PACKET
                ? plus(region.spec().name() + " ", Memory.offset(value)) : of(value, region));
    }

    private String of(long value, Region region) {
        int offset = Memory.offset(value);
        Region.Spec spec = region.spec();
        return switch (spec.kind()) {
            case PACKET -> packet(value, region);
            case STACK -> stack(value, region);
            case MAP -> "map " + spec.name();
            case MAP_KEY -> spec.name();
            case MAP_VALUE -> spec.name() + element(spec, offset);
            case CONTEXT, KERNEL, REGISTERS -> typed(value, spec, offset);
            case DEVICE -> device(value, spec, offset);
            case HOST -> plus(spec.name(), offset);
        };
    }

    private String device(long value, Region.Spec spec, int offset) {
        int stride = stride(spec);
        String field = offset % stride == 0 ? recording.setup().layout().name()
                : String.join(", ", names.of(value, 1));
        return field + " of slot " + Math.floorDiv(offset, stride);
    }

    private int stride(Region.Spec spec) {
        return spec.stride() > 0 ? spec.stride() : recording.setup().layout().size();
    }

    private static String element(Region.Spec spec, int offset) {
        return spec.stride() == 0 ? signed(offset)
                : "[" + Math.floorDiv(offset, spec.stride()) + "]" + signed(Math.floorMod(offset, spec.stride()));
    }

    private String typed(long value, Region.Spec spec, int offset) {
        return offset == 0 || spec.type().isEmpty() ? plus(spec.type().isEmpty() ? spec.name() : spec.type(), offset)
                : String.join(", ", names.of(value, 1));
    }

    private String packet(long value, Region region) {
        long data = number(XdpBuff.DATA);
        long end = number(XdpBuff.DATA_END);
        long meta = number(XdpBuff.DATA_META);
        if (Memory.regionId(data) != region.id()) {
            return plus(region.spec().name(), Memory.offset(value));
        }
        if (value == end) {
            return "data_end";
        }
        if (value >= data && value < end) {
            return plus("data", (int) (value - data));
        }
        return value >= meta && value < data ? plus("data_meta", (int) (value - meta))
                : value > end ? plus("data_end", (int) (value - end)) : plus("data", (int) (value - data));
    }

    private long number(int offset) {
        return state.number(context + offset, 8).orElse(0L);
    }

    private String stack(long value, Region region) {
        int below = Memory.offset(value) - region.size();
        boolean current = Memory.regionId(state.register(10)) == region.id()
                || state.register(10) == region.address(region.size());
        return plus("fp", below) + (current ? "" : " of " + region.spec().name());
    }

    private static String plus(String name, int offset) {
        return name + signed(offset);
    }

    private static String signed(int offset) {
        return offset == 0 ? "" : offset > 0 ? "+" + offset : Integer.toString(offset);
    }
}
