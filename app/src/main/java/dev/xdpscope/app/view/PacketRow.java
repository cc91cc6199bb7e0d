package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.packet.Frame;
import java.util.Optional;

/** A row of the packets table: texts of one packet. */
public record PacketRow(PacketResult packet, String time, String summary, String timestamp, String hash, String vlan,
        String verdict, String metadata, String steps) {

    /**
     * @param first time of the first packet, which times are relative to
     */
    public static PacketRow of(PacketResult p, long first) {
        long steps = p.runs().stream().mapToLong(r -> r.steps()).sum();
        return new PacketRow(p, "%.6f".formatted((p.packet().timestampNanos() - first) / 1e9),
                Frame.parse(p.packet().bytes()).summary(), hint(p, Hint.RX_TIMESTAMP), hint(p, Hint.RX_HASH),
                hint(p, Hint.RX_VLAN_TAG), p.fault().isPresent() ? "fault" : verdict(p),
                p.metadata().length == 0 ? "–" : p.metadata().length + " B", "%,d".formatted(steps));
    }

    private static String verdict(PacketResult p) {
        return p.verdict().name().replace("XDP_", "") + p.redirect().map(to -> " → " + to).orElse("");
    }

    private static String hint(PacketResult p, Hint hint) {
        return p.driverHints().stream().filter(h -> h.hint() == hint).findFirst().map(PacketRow::text).orElse("–");
    }

    /** A hint's value in short, or the error's name. */
    static String text(HintResult h) {
        if (h.result() != 0) {
            return h.resultName();
        }
        return switch (h.hint()) {
            case RX_TIMESTAMP -> Optional.ofNullable(h.values().get("timestamp"))
                    .map(t -> "%d.%09d".formatted(Long.divideUnsigned(t, 1_000_000_000), Long.remainderUnsigned(t,
                            1_000_000_000)))
                    .orElse("");
            case RX_HASH -> "0x%08x".formatted(h.values().getOrDefault("hash", 0L));
            case RX_VLAN_TAG -> "VID %d PCP %d".formatted(h.values().getOrDefault("tci", 0L) & 0xfff,
                    h.values().getOrDefault("tci", 0L) >> 13);
        };
    }
}
