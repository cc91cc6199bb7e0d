package dev.xdpscope.drivers.lab.generate;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the names in the generated assembly stand for.
 *
 * @param hints whose kfuncs are numbered by their place here
 */
record AfXdpSymbols(List<Hint> hints) implements Symbols {
    private static final String LAYOUT = HintsLayout.NAME + ".";

    @Override
    public OptionalLong value(String name) {
        if (name.equals(LAYOUT + "size")) {
            return OptionalLong.of(HintsLayout.SIZE);
        }
        if (name.startsWith(LAYOUT)) {
            return OptionalLong.of(HintsLayout.member(name.substring(LAYOUT.length())).offset());
        }
        return switch (name) {
            // struct xdp_md, include/uapi/linux/bpf.h.
            case "xdp_md.data" -> OptionalLong.of(0);
            case "xdp_md.data_meta" -> OptionalLong.of(8);
            case "xdp_md.rx_queue_index" -> OptionalLong.of(16);
            case "XDP_ABORTED" -> OptionalLong.of(XdpAction.XDP_ABORTED.ordinal());
            case "XDP_PASS" -> OptionalLong.of(XdpAction.XDP_PASS.ordinal());
            default -> Arrays.stream(HintsLayout.Valid.values()).filter(v -> v.name().equals(name))
                    .mapToLong(HintsLayout.Valid::bit).findFirst();
        };
    }

    @Override
    public OptionalInt map(String name) {
        return name.equals(AfXdpProgram.MAP) ? OptionalInt.of(0) : OptionalInt.empty();
    }

    @Override
    public OptionalInt kfunc(String name) {
        for (int i = 0; i < hints.size(); i++) {
            if (hints.get(i).kfunc().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
