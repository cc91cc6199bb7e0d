package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.drivers.packet.RssInput;
import dev.xdpscope.drivers.packet.RssType;
import dev.xdpscope.drivers.packet.Toeplitz;
import dev.xdpscope.drivers.packet.VlanStrip;
import dev.xdpscope.drivers.packet.VlanTag;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The receive side of a NIC, made of what its folder declares. */
final class SimulatedHardware implements Hardware {
    private final Layout layout;
    private final Optional<Layout> prefix;
    private final Evaluator evaluator;
    private final DescriptorFacts reader;
    private final List<Integer> stripped;
    private final Optional<Toeplitz> toeplitz;
    private final Set<RssType> hashed;
    private final Optional<Clock> clock;
    private final Ring ring;
    /** Whether the device has registers, which are simulated even where the descriptors are recorded. */
    private final boolean registers;
    private final Optional<Compression> compression;

    SimulatedHardware(Nic.Parts parts, Layout layout, Map<String, String> settings, Phc phc) {
        this.layout = layout;
        this.prefix = parts.prefix(settings);
        this.evaluator = new Evaluator(settings);
        this.reader = new DescriptorFacts(layout, settings);
        this.stripped = parts.strips().stream().filter(s -> s.when().holds(settings)).map(StripSpec::tpid).toList();
        this.toeplitz = parts.rss().map(r -> Toeplitz.withKey(r.key()));
        this.hashed = parts.rss().map(r -> r.under(settings)).orElse(Set.of());
        this.clock = parts.clocks().stream().filter(c -> c.when().holds(settings)).findFirst()
                .map(c -> new Clock(c, evaluator, phc));
        this.ring = Ring.of(settings);
        this.registers = parts.driver().objects().stream().anyMatch(DriverSpec.Structure::device);
        this.compression = parts.compressions().stream().filter(c -> c.when().holds(settings)).findFirst()
                .map(c -> new Compression(c, layout, evaluator));
    }

    @Override
    public Received receive(Packet packet, long sequence) {
        Map<Role, Fact> known = around(packet, sequence);
        byte[] bytes = strip(packet.bytes(), stripped, known);
        Frame frame = Frame.parse(bytes);
        FrameFacts.tell(packet, frame, known);
        known.put(Role.BUFFER_LENGTH, new Fact.Number(bytes.length + prefix.map(Layout::size).orElse(0)));
        byte[] hashInput = hash(frame, known);
        Facts facts = Facts.of(known, hashInput);
        return new Received(evaluator.written(layout, facts), prefix(facts), bytes, facts, sequence);
    }

    @Override
    public List<Received> receive(List<Packet> packets) {
        List<Received> whole = new ArrayList<>();
        packets.forEach(p -> whole.add(receive(p, whole.size())));
        return compression.map(c -> c.compress(packets, whole)).orElse(whole);
    }

    @Override
    public Received receive(Packet packet, long sequence, byte[] recorded) {
        if (recorded.length != layout.size()) {
            throw new ProblemException(Place.NOWHERE, "the recorded descriptor of packet " + packet.index() + " has "
                    + recorded.length + " bytes, " + layout.name() + " has " + layout.size(),
                    "Give one descriptor per packet, whole.");
        }
        Map<Role, Fact> known = around(packet, sequence);
        byte[] front = prefix(Facts.of(known, new byte[0]));
        if (!registers) {
            known.keySet().removeIf(role -> role.name().startsWith("CLOCK"));
        }
        byte[] bytes = packet.bytes();
        if (reader.vlanPresent(recorded)) {
            bytes = strip(bytes, List.of(VlanTag.DOT1Q, VlanTag.DOT1AD), known);
        } else if (reader.vlanTagged(recorded)) {
            bytes = strip(bytes, stripped, known);
        }
        known.put(Role.FRAME_LENGTH, new Fact.Number(bytes.length));
        known.putAll(reader.read(recorded));
        return new Received(recorded.clone(), front, bytes, Facts.of(known, new byte[0]), sequence);
    }

    /** What is known without looking at the frame. */
    private Map<Role, Fact> around(Packet packet, long sequence) {
        Map<Role, Fact> known = new EnumMap<>(Role.class);
        ring.tell(sequence, known);
        clock.ifPresent(c -> c.tell(packet.timestampNanos(), known));
        return known;
    }

    private static byte[] strip(byte[] frame, List<Integer> protocols, Map<Role, Fact> known) {
        Optional<VlanStrip.Stripped> tag = protocols.stream().map(p -> VlanStrip.strip(frame, p))
                .flatMap(Optional::stream).findFirst();
        known.put(Role.VLAN_TAG, new Fact.Name(tag(frame)));
        known.put(Role.VLAN_PRESENT, new Fact.Number(tag.isPresent() ? 1 : 0));
        known.put(Role.VLAN_TPID, new Fact.Number(tag.map(VlanStrip.Stripped::proto).orElse(0)));
        known.put(Role.VLAN_TCI, new Fact.Number(tag.map(VlanStrip.Stripped::tci).orElse(0)));
        return tag.map(VlanStrip.Stripped::bytes).orElse(frame);
    }

    /** The outer tag's name for the role vlan-tag. */
    private static String tag(byte[] frame) {
        return VlanStrip.strip(frame, VlanTag.DOT1Q).isPresent() ? "c-tag"
                : VlanStrip.strip(frame, VlanTag.DOT1AD).isPresent() ? "s-tag" : "none";
    }

    /** Adds the hash, and gives what it was computed over. */
    private byte[] hash(Frame frame, Map<Role, Fact> known) {
        Optional<RssInput> input = toeplitz.flatMap(t -> RssInput.select(frame, hashed));
        long hash = input.map(i -> toeplitz.orElseThrow().hash(i.bytes()) & 0xffff_ffffL).orElse(0L);
        known.put(Role.RSS_HASH, new Fact.Number(hash));
        known.put(Role.RSS_TYPE, new Fact.Name(input.map(i -> NicReader.word(i.type())).orElse("none")));
        return input.map(RssInput::bytes).orElse(new byte[0]);
    }

    /** What is in front of the frame. */
    private byte[] prefix(Facts facts) {
        return prefix.map(p -> evaluator.written(p, facts)).orElse(new byte[0]);
    }
}
