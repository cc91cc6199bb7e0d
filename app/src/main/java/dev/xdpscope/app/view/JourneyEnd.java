package dev.xdpscope.app.view;

import dev.xdpscope.app.view.Journey.Condition;
import dev.xdpscope.app.view.Journey.Link;
import dev.xdpscope.app.view.Journey.Stop;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The end of a journey, past the program: where the packet gets to, and what of a hint gets there. */
final class JourneyEnd {
    /** The sk_buff fields that say most of a hint. */
    private static final Set<String> TELLING = Set.of("hash", "vlan_tci", "hwtstamp");

    private JourneyEnd() {}

    /** The stops after the program; at least one. */
    static List<Stop> stops(PacketResult packet) {
        List<Stop> stops = new ArrayList<>();
        boolean redirected = packet.verdict() == XdpAction.XDP_REDIRECT;
        if (redirected) {
            stops.add(new Stop(Stage.REDIRECT, redirect(packet), true));
        }
        delivered(packet).ifPresent(d -> stops.add(new Stop(Stage.AF_XDP, "addr 0x"
                + Long.toHexString(d.frame().address()) + ", " + (d.frame().zeroCopy() ? "zero copy" : "copied"),
                true)));
        if (packet.skb().isPresent()) {
            stops.add(new Stop(Stage.SKB, "sk_buff, " + packet.skb().get().data().length + " bytes" + gro(packet),
                    true));
        } else if (!redirected) {
            stops.add(new Stop(Stage.SKB, "not reached", false));
        }
        tc(packet).ifPresent(r -> stops.add(new Stop(Stage.TC, r.program() + ": " + r.verdict(), true)));
        return stops;
    }

    /** Where the program sent it, what ran there, and how that ended. */
    private static String redirect(PacketResult packet) {
        String ran = packet.hops().stream().filter(Hop.Ran.class::isInstance).map(Hop.Ran.class::cast)
                .filter(r -> r.stage() == Stage.REDIRECT).map(r -> r.program() + " " + r.verdict())
                .collect(Collectors.joining(", "));
        String end = packet.hops().stream().filter(h -> h instanceof Hop.Ended || h instanceof Hop.Transmitted)
                .filter(h -> h.stage() == Stage.REDIRECT).map(Hop::text).collect(Collectors.joining(", "));
        return List.of(packet.redirect().orElse(""), ran, end).stream().filter(t -> !t.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String gro(PacketResult packet) {
        return packet.hops().stream().filter(Hop.Compared.class::isInstance).map(h -> "; " + h.text())
                .collect(Collectors.joining());
    }

    private static Optional<Hop.Delivered> delivered(PacketResult packet) {
        return packet.hops().stream().filter(Hop.Delivered.class::isInstance).map(Hop.Delivered.class::cast)
                .findFirst();
    }

    private static Optional<Hop.Ran> tc(PacketResult packet) {
        return packet.hops().stream().filter(Hop.Ran.class::isInstance).map(Hop.Ran.class::cast)
                .filter(r -> r.stage() == Stage.TC).findFirst();
    }

    /**
     * A link for each of {@link #stops}.
     *
     * @param stored whether the program left the hint in the metadata area
     */
    static List<Link> links(PacketResult packet, Hint hint, boolean stored) {
        List<Link> links = new ArrayList<>();
        for (Stop stop : stops(packet)) {
            boolean cut = !links.isEmpty() && links.getLast().condition() != Condition.THERE;
            Link link = link(stop.stage(), packet, hint, stored);
            links.add(cut && link.condition() == Condition.CUT ? new Link(Condition.GONE, "")
                    : new Link(link.condition(), link.text(), lost(packet, hint, stop.stage())));
        }
        return links;
    }

    /** Whether the program stored the hint for an sk_buff that has taken it over. */
    static boolean takenOver(PacketResult packet, Hint hint) {
        return packet.hops().stream().filter(Hop.TakenOver.class::isInstance).map(Hop.TakenOver.class::cast)
                .flatMap(h -> h.stored().stream())
                .anyMatch(s -> SkbRows.hint(s.member()).filter(h -> h == hint).isPresent());
    }

    /** What is said of losing the hint at a stage; it may be in metadata all the same. */
    private static String lost(PacketResult packet, Hint hint, Stage stage) {
        return packet.hops().stream().filter(h -> h.stage() == stage).flatMap(h -> h.lost().stream())
                .filter(l -> HopRows.hint(l.what()).filter(h -> h == hint).isPresent())
                .map(l -> l.what() + " is lost: " + l.why()).distinct().collect(Collectors.joining("\n"));
    }

    private static Link link(Stage stage, PacketResult packet, Hint hint, boolean stored) {
        return switch (stage) {
            case REDIRECT -> stored ? new Link(Condition.THERE, "in metadata")
                    : takenOver(packet, hint) ? new Link(Condition.THERE, "stored for the sk_buff")
                            : new Link(Condition.CUT, delivered(packet).isPresent() ? "no place in an AF_XDP descriptor"
                                    : "xdp_frame has no descriptor");
            case AF_XDP -> stored ? new Link(Condition.THERE, "at addr − "
                    + delivered(packet).orElseThrow().frame().metadata().length) : new Link(Condition.CUT, "");
            case TC -> tc(packet, hint, stored);
            default -> skb(packet, hint, stored);
        };
    }

    /** tc reads the metadata area, or the sk_buff through __sk_buff. */
    private static Link tc(PacketResult packet, Hint hint, boolean stored) {
        boolean there = stored && tc(packet).orElseThrow().metadata().length > 0;
        return there ? new Link(Condition.THERE, "at data_meta") : skb(packet, hint, false);
    }

    /** What the stack gets: the driver's own sk_buff path, or nothing but metadata where the core built it of a frame. */
    private static Link skb(PacketResult packet, Hint hint, boolean stored) {
        if (packet.skb().isEmpty()) {
            return new Link(Condition.CUT, packet.fault().isPresent() ? "fault" : packet.verdict().name());
        }
        List<SkbField> set = packet.skb().get().fields().stream()
                .filter(f -> SkbRows.hint(f.name()).filter(h -> h == hint).isPresent() && !f.from().equals("not set"))
                .toList();
        Optional<SkbField> best = set.stream().max(Comparator.comparing(f -> TELLING.contains(f.name())));
        boolean arrives = stored && packet.skb().get().metadata().length > 0;
        return best.isEmpty()
                ? new Link(arrives ? Condition.THERE : Condition.CUT,
                        arrives ? "in metadata" : stored ? "metadata dropped" : "not set")
                : new Link(Condition.THERE, best.get().name() + " = " + best.get().text());
    }
}
