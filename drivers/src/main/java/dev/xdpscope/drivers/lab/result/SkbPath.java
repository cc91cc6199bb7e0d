package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfField;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.origin.Decisions;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.origin.ValueSource;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.RunPath;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.tc.SkbLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is in an sk_buff after the driver's function has run, or after the core has built it of a frame, with the origin of each
 * field. The structure is the one that the NIC's object declares.
 */
public final class SkbPath {
    private static final String STRUCT = SkbArea.STRUCT;
    /** Instructions of a driver's function through which origins are followed: real ones take some hundred. */
    private static final long LONGEST = 50_000;

    private static final String UNTOUCHED = "not set";

    /** Fields that the core fills in: their names and where their values come from. */
    private static final Map<String, String> CORE = Map.of("len", "length of the packet", "protocol",
            "Ethernet type of the packet", "skb_iif", "net_device.ifindex");

    private final ConfiguredNic setup;
    private final Program program;
    private final Recording recording;
    private final SkbArea skb;
    /** Origins by the way the driver's function went: the same way gives the same origins. */
    private final Map<List<Integer>, Map<String, String>> known = new HashMap<>();

    public SkbPath(ConfiguredNic setup, Program program, Recording recording, SkbArea skb) {
        this.setup = setup;
        this.program = program;
        this.recording = recording;
        this.skb = skb;
    }

    /** The fields after the run of the driver's function, or at the moment at which the core had built the sk_buff. */
    public List<SkbField> fields(PacketResult packet) {
        Run run = packet.skbRun().orElseThrow();
        Map<String, String> stored = stored(packet);
        Position end = new Position(run.index(), run.steps());
        State state = recording.at(end);
        Map<String, String> origins =
                run.steps() > LONGEST ? unknown() : known.computeIfAbsent(key(run), way -> origins(end));
        List<SkbField> fields = new ArrayList<>();
        for (String name : names()) {
            long value = value(state, name);
            String from = Optional.ofNullable(origins.get(name)).or(() -> Optional.ofNullable(stored.get(name)))
                    .orElse(CORE.getOrDefault(name, UNTOUCHED));
            fields.add(new SkbField(name, value, SkbText.of(name, value), from));
        }
        if (packet.buffers().several()) {
            fields.add(core(state, "data_len", "bytes of the packet in frags"));
            fields.add(core(state, "nr_frags", "skb_shared_info.nr_frags"));
        }
        return List.copyOf(fields);
    }

    private SkbField core(State state, String name, String from) {
        SkbLayout.Member member = skb.member(name).orElseThrow();
        long value = state.number(skb.address() + member.offset(), member.size()).orElseThrow();
        return new SkbField(name, value, SkbText.of(name, value), from);
    }

    private Map<String, String> unknown() {
        return names().stream()
                .collect(Collectors.toMap(name -> name, name -> "not looked for: the driver ran too long"));
    }

    /** Of what had been stored for the sk_buff: where, and where the XDP program had it from. */
    private Map<String, String> stored(PacketResult packet) {
        Position end = new Position(packet.program().index(), packet.program().steps());
        SourceNames names = new SourceNames(setup, a -> recording.at(end).region(a));
        Map<String, String> stored = new HashMap<>();
        packet.hops().stream().filter(Hop.TakenOver.class::isInstance)
                .flatMap(h -> ((Hop.TakenOver) h).stored().stream()).forEach(s -> {
                    Location.Bytes bytes = new Location.Bytes(s.address(), s.length());
                    List<ValueSource> sources = OriginWalk.of(recording, program, end, bytes).sources();
                    boolean written = sources.stream().noneMatch(m -> m instanceof ValueSource.Memory memory
                            && memory.address() >= s.address() && memory.address() < s.address() + s.length());
                    stored.put(s.member(), s.place() + (written ? ": " + names.of(sources)
                            : ", which the first program did not write"));
                });
        return stored;
    }

    private List<Integer> key(Run run) {
        RunPath path = recording.path(run.index());
        return Arrays.stream(path.insns()).boxed().toList();
    }

    private List<String> names() {
        Btf btf = setup.driver().btf();
        return btf.resolved(btf.struct(STRUCT).orElseThrow()) instanceof BtfType.Struct s
                ? s.members().stream().map(BtfType.Member::name).filter(n -> !n.startsWith("__")).toList() : List.of();
    }

    private Map<String, String> origins(Position end) {
        SourceNames names = new SourceNames(setup, a -> recording.at(end).region(a));
        Map<String, String> origins = new HashMap<>();
        for (String name : names()) {
            BtfField field = setup.driver().btf().field(STRUCT, name).orElseThrow();
            Location.Bytes bytes = new Location.Bytes(skb.address() + field.byteOffset(), size(field));
            ValueOrigin origin = OriginWalk.of(recording, program, end, bytes);
            List<ValueSource> sources = origin.sources();
            boolean untouched = sources.stream().allMatch(s -> s instanceof ValueSource.Memory m
                    && m.address() >= bytes.address() && m.address() < bytes.address() + bytes.length());
            if (!untouched) {
                origins.put(name, names.of(sources) + decided(origin, names));
            }
        }
        return Map.copyOf(origins);
    }

    /** A constant says nothing by itself: what the branches that led to it looked at does. */
    private String decided(ValueOrigin origin, SourceNames names) {
        if (origin.steps().isEmpty() || !origin.sources().stream().allMatch(ValueSource.Constant.class::isInstance)) {
            return "";
        }
        Set<ValueSource> looked = new LinkedHashSet<>();
        for (Step branch : Decisions.of(recording, program, origin.steps().getLast())) {
            int register = ((Insn.Jump) program.code().get(branch.insn())).dst();
            looked.addAll(
                    OriginWalk.of(recording, program, branch.position(), new Location.Register(register)).sources());
        }
        return looked.isEmpty() ? "" : ", decided by " + names.of(List.copyOf(looked));
    }

    private long value(State state, String name) {
        BtfField field = setup.driver().btf().field(STRUCT, name).orElseThrow();
        long whole = state.number(skb.address() + field.byteOffset(), size(field)).orElseThrow();
        return field.bitSize() == 64 ? whole : whole >>> field.bitOffset() & (1L << field.bitSize()) - 1;
    }

    /** Bytes that hold the field. */
    private static int size(BtfField field) {
        return (field.bitOffset() + field.bitSize() + 7) / 8;
    }
}
