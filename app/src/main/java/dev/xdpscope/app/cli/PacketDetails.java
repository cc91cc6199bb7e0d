package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ReceivedHint;
import dev.xdpscope.drivers.lab.result.Skb;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.engine.abi.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What happened to one packet, a line for each hint, the metadata and each field of the sk_buff that is set. */
final class PacketDetails {
    private static final String FORMAT = "%-18s %s";

    private PacketDetails() {}

    /**
     * @param received what the program got where it asked; told only where that is not what the driver answers
     */
    static List<String> of(PacketResult p, List<ReceivedHint> received) {
        List<String> lines = new ArrayList<>();
        for (HintResult answer : p.driverHints()) {
            lines.add(FORMAT.formatted(answer.hint(), hint(answer)));
            received.stream().map(ReceivedHint::answer)
                    .filter(got -> got.hint() == answer.hint() && !got.values().equals(answer.values())).distinct()
                    .forEach(got -> lines.add(FORMAT.formatted("", "the program got " + hint(got))));
        }
        if (p.buffers().several()) {
            lines.add(FORMAT.formatted("buffers", p.buffers() + " bytes"));
        }
        if (p.metadata().length > 0) {
            lines.add(FORMAT.formatted("metadata", JsonNodes.hex(p.metadata())));
        }
        p.hops().stream().flatMap(h -> h.lost().stream())
                .forEach(l -> lines.add(FORMAT.formatted("lost", l.toString())));
        p.hops().forEach(h -> lines.addAll(of(h)));
        p.skb().map(Skb::fields).orElse(List.of()).stream().filter(f -> f.value() != 0).map(PacketDetails::field)
                .forEach(lines::add);
        return lines;
    }

    private static List<String> of(Hop hop) {
        return switch (hop) {
            case Hop.Ran r when r.metadata().length > 0 ->
                    List.of(FORMAT.formatted(r.moment().stage() + " metadata", JsonNodes.hex(r.metadata())));
            case Hop.Delivered d -> {
                List<String> lines = new ArrayList<>();
                lines.add(
                        FORMAT.formatted("addr − " + d.frame().metadata().length, JsonNodes.hex(d.frame().metadata())));
                d.typed().ifPresent(t -> lines.add(FORMAT.formatted("by its btf_id", t.toString())));
                d.reply().ifPresent(r -> {
                    lines.add(FORMAT.formatted("tx metadata", JsonNodes.hex(r.area())));
                    r.refusal().ifPresent(why -> lines.add(
                            FORMAT.formatted("refused", Errno.explained(why.errno()) + " " + why.why())));
                    r.notes().forEach(n -> lines.add(FORMAT.formatted("tx", n)));
                    lines.add(FORMAT.formatted("tx completion", JsonNodes.hex(r.completed())));
                });
                yield lines;
            }
            default -> List.of();
        };
    }

    private static String hint(HintResult hint) {
        return hint.result() != 0 ? hint.resultName() : hint.values().isEmpty() ? "nothing"
                : hint.values().entrySet().stream().map(e -> e.getKey() + " " + value(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String value(String name, long value) {
        return switch (name) {
            case "hash", "type", "proto", "tci" -> "0x%x".formatted(value);
            default -> Long.toUnsignedString(value);
        };
    }

    private static String field(SkbField field) {
        return FORMAT.formatted("skb." + field.name(), field.text() + "  ← " + field.from());
    }
}
