package dev.xdpscope.app.view;

import dev.xdpscope.app.view.Journey.Condition;
import dev.xdpscope.app.view.Journey.Link;
import dev.xdpscope.app.view.Journey.Stop;
import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.origin.ValueSource;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works out the journey of a packet: what the NIC answers, what the program asks, and what the receiver gets. */
public final class JourneyModel {
    /** As {@link HintResult#resultName} has it. */
    private static final String UNSUPPORTED = Errno.shown(Errno.EOPNOTSUPP.negative());

    private final Moment m;
    private final PacketResult packet;
    private final Traces traces;
    private final HintFields fields;
    private final Frame frame;
    private final List<Stop> end;

    private JourneyModel(Moment m, Traces traces, HintFields fields) {
        this.m = m;
        this.packet = m.packet();
        this.traces = traces;
        this.fields = fields;
        this.frame = Frame.parse(packet.packet().bytes());
        this.end = JourneyEnd.stops(packet);
    }

    /** The journey of the packet that {@code m} is about. */
    public static Journey of(Moment m, Traces traces, HintFields fields) {
        return new JourneyModel(m, traces, fields).journey();
    }

    private Journey journey() {
        Set<Hint> stored = stored();
        return new Journey(stops(), Arrays.stream(Hint.values())
                .map(h -> new Journey.Thread(h, links(h, stored.contains(h)))).toList());
    }

    private List<Stop> stops() {
        List<Stop> stops = new ArrayList<>(List.of(new Stop(Stage.WIRE, frame.summary(), true),
                new Stop(Stage.DESCRIPTOR, m.recording().setup().layout().name() + ", slot " + packet.slot(), true),
                new Stop(Stage.DRIVER, m.recording().setup().nic().name() + ", "
                        + m.recording().scenario().program().design().word(), true),
                new Stop(Stage.XDP, packet.fault().isPresent() ? "stopped by a fault" : packet.verdict().name(),
                        true)));
        stops.addAll(end);
        return stops;
    }

    private List<Link> links(Hint hint, boolean stored) {
        Optional<HintResult> answer = packet.driverHints().stream().filter(h -> h.hint() == hint).findFirst();
        if (hint == Hint.RX_VLAN_TAG && frame.vlans().isEmpty()) {
            Link never = new Link(Condition.GONE, "");
            List<Link> all = new ArrayList<>(List.of(new Link(Condition.GONE, "no tag")));
            all.addAll(Collections.nCopies(3 + end.size(), never));
            return all;
        }
        List<Link> links = new ArrayList<>();
        links.add(new Link(Condition.THERE, wire(hint)));
        String result = answer.map(HintResult::resultName).orElse("not asked");
        if (stored && result.equals(UNSUPPORTED)) {
            links.addAll(List.of(described(hint), asked(hint) ? new Link(Condition.THERE, "kfunc of another generation")
                    : new Link(Condition.UNUSED, result), program(true, true)));
            links.addAll(JourneyEnd.links(packet, hint, true));
            return links;
        }
        if (answer.filter(a -> a.result() == 0).isEmpty()) {
            links.addAll(lost(hint, result));
            return links;
        }
        String value = PacketRow.text(answer.get());
        links.add(described(hint));
        boolean kept = !stored && JourneyEnd.takenOver(packet, hint);
        boolean used = kept || asked(hint) || read(hint);
        links.add(new Link(used ? Condition.THERE : Condition.UNUSED, value));
        links.add(kept ? new Link(Condition.THERE, "stored for the sk_buff") : program(used, stored));
        links.addAll(JourneyEnd.links(packet, hint, stored));
        return links;
    }

    private Link described(Hint hint) {
        List<String> names = fields.fields(hint).stream().map(Field::name).toList();
        return names.isEmpty() ? new Link(Condition.UNUSED, "not in the descriptor")
                : new Link(Condition.THERE, String.join(", ", names));
    }

    /** A hint that the driver does not give: it may be in the descriptor all the same. */
    private List<Link> lost(Hint hint, String result) {
        boolean written = fields.written(hint, packet.received());
        Link cut = new Link(Condition.CUT, absent(hint, result));
        Link gone = new Link(Condition.GONE, "");
        List<Link> links = new ArrayList<>(
                List.of(written ? described(hint) : cut, written ? cut : new Link(Condition.GONE, result), gone));
        JourneyEnd.links(packet, hint, false).forEach(l -> links.add(late(l)));
        return links;
    }

    /** What was never there cannot be lost; only the stack may still have it by another way. */
    private static Link late(Link link) {
        return link.condition() == Condition.CUT ? new Link(Condition.GONE, "") : link;
    }

    private Link program(boolean used, boolean stored) {
        if (traces.tooLong(packet.program().index())) {
            return new Link(used ? Condition.THERE : Condition.UNUSED, used ? "read, storing not searched"
                    : "not searched: long run");
        }
        return stored ? new Link(Condition.THERE, "stored in metadata")
                : used ? new Link(Condition.THERE, "read") : new Link(Condition.UNUSED, "not asked for");
    }

    private static String wire(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> "arrival";
            case RX_HASH -> "flow";
            case RX_VLAN_TAG -> "tag";
        };
    }

    /** A NIC that leaves the tag in the frame has not lost it, but has no hint of it. */
    private static String absent(Hint hint, String reason) {
        return reason.equals(UNSUPPORTED) ? "the driver does not offer it"
                : hint == Hint.RX_VLAN_TAG ? "not stripped (" + reason + ")" : "not given (" + reason + ")";
    }

    private boolean asked(Hint hint) {
        return m.recording().events().stream().anyMatch(e -> e.packet() == packet.index()
                && e.kind() == Event.Kind.KFUNC && e.text().contains(hint.kfunc()));
    }

    /** Whether the program's own code read the hint's fields in the descriptor. */
    private boolean read(Hint hint) {
        Optional<Long> descriptor = DescriptorRows.address(m);
        return descriptor.isPresent() && traces.steps(packet.program().index()).orElse(List.of()).stream()
                .flatMap(s -> s.accesses().stream()).filter(a -> !a.write())
                .anyMatch(a -> fields.at(m.state(), a.address()).filter(h -> h == hint).isPresent());
    }

    /** The hint of the kfunc that a value came out of, whatever that made it of: registers, the clock, the frame. */
    private Optional<Hint> answered(ValueOrigin origin) {
        if (origin.sources().stream().allMatch(ValueSource.Constant.class::isInstance)) {
            return Optional.empty();
        }
        Program program = m.recording().program();
        return origin.steps().stream().flatMap(s -> kfunc(program, s.insn()).stream()).findFirst();
    }

    /** The hint whose kfunc an instruction stands for, in an expansion or in the driver's function. */
    private static Optional<Hint> kfunc(Program program, int insn) {
        Origin origin = program.origins().get(insn);
        return switch (origin.pass()) {
            case KFUNC_EXPANSION -> ProgramRowBuilder.hint(origin.why());
            case KFUNC_LINK -> program.functions().stream().filter(f -> f.start() <= insn && insn < f.end())
                    .flatMap(f -> program.kfuncs().stream().filter(k -> k.binding() instanceof Kfunc.Binding.Body b
                            && b.entry() == f.start()))
                    .flatMap(k -> ProgramRowBuilder.hint(k.name()).stream()).findFirst();
            case OBJECT, RELOCATION, CTX_REWRITE -> Optional.empty();
        };
    }

    /** The hints that the metadata area holds after the program. */
    private Set<Hint> stored() {
        Set<Hint> found = EnumSet.noneOf(Hint.class);
        int length = packet.metadata().length;
        if (length == 0 || traces.steps(packet.program().index()).isEmpty()) {
            return found;
        }
        Position end = new Position(packet.program().index(), packet.program().steps());
        long data = m.recording().at(end).number(m.recording().addresses().context(), 8).orElse(0L);
        for (int i = 0; i < length; i += 2) {
            ValueOrigin origin = OriginWalk.of(m.recording().recording(), m.recording().program(), end,
                    new Location.Bytes(data - length + i, Math.min(2, length - i)));
            fields.of(m, origin).or(() -> answered(origin)).ifPresent(found::add);
        }
        return found;
    }
}
