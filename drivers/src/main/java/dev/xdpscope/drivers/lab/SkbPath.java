package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.nic.Setup;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.Field;
import dev.xdpscope.engine.origin.Decisions;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.Source;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Path;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sk_buff of a passed packet: what the core fills in before the driver's function runs, and what is in it afterwards with
 * the origin of each field. The structure is the one that the NIC's object declares.
 */
final class SkbPath {
    private static final String STRUCT = "sk_buff";
    private static final String UNTOUCHED = "not set";

    /** Fields that the core fills in: their names and where their values come from. */
    private static final Map<String, String> CORE = Map.of("len", "length of the packet", "protocol",
            "Ethernet type of the packet", "skb_iif", "net_device.ifindex");

    /** The MAC header is pulled before the stack sees the packet. */
    private static final int ETHERNET_HEADER = 14;

    /** Smaller values of the type field are lengths (ETH_P_802_3_MIN and the two below, include/uapi/linux/if_ether.h). */
    private static final int SMALLEST_TYPE = 0x0600;

    private static final int ETH_P_802_3 = 0x0001;
    private static final int ETH_P_802_2 = 0x0004;

    private final Setup setup;
    private final Program program;
    private final Recording recording;
    private final long address;
    /** Origins by the way the driver's function went: the same way gives the same origins. */
    private final Map<List<Integer>, Map<String, String>> known = new HashMap<>();

    SkbPath(Setup setup, Program program, Recording recording, long address) {
        this.setup = setup;
        this.program = program;
        this.recording = recording;
        this.address = address;
    }

    /**
     * Clears {@code skb} and sets what the core sets, before or after the driver's function: the length and, by
     * {@code eth_type_trans()} (net/ethernet/eth.c), the protocol; {@code __netif_receive_skb_core()} (net/core/dev.c) sets
     * skb_iif. All 6.12.
     */
    static void start(Region skb, Btf btf, byte[] frame, long ifindex) {
        skb.clear(0, skb.size());
        set(skb, btf, "len", frame.length - ETHERNET_HEADER);
        set(skb, btf, "protocol", Short.reverseBytes((short) protocol(frame)) & 0xffff);
        set(skb, btf, "skb_iif", ifindex);
    }

    /** The protocol in host order as {@code eth_type_trans()} finds it: a type, or one of two kinds of IEEE 802.3 frames. */
    static int protocol(byte[] frame) {
        int type = (frame[12] & 0xff) << 8 | frame[13] & 0xff;
        if (type >= SMALLEST_TYPE) {
            return type;
        }
        boolean ipx = frame.length >= ETHERNET_HEADER + 2 && frame[14] == -1 && frame[15] == -1;
        return ipx ? ETH_P_802_3 : ETH_P_802_2;
    }

    private static void set(Region skb, Btf btf, String name, long value) {
        btf.field(STRUCT, name).ifPresent(f -> skb.write(f.byteOffset(), btf.sizeOf(f.type()), value));
    }

    /** The fields after {@code run}, the run of the driver's function. */
    List<SkbField> fields(Run run) {
        Position end = new Position(run.index(), run.steps());
        State state = recording.at(end);
        Map<String, String> origins = known.computeIfAbsent(key(run), way -> origins(end));
        List<SkbField> fields = new ArrayList<>();
        for (String name : names()) {
            long value = value(state, name);
            String from = origins.getOrDefault(name, CORE.getOrDefault(name, UNTOUCHED));
            fields.add(new SkbField(name, value, SkbText.of(name, value), from));
        }
        return List.copyOf(fields);
    }

    private List<Integer> key(Run run) {
        Path path = recording.path(run.index());
        return Arrays.stream(path.insns()).boxed().toList();
    }

    private List<String> names() {
        Btf btf = setup.driver().btf();
        return btf.resolved(btf.struct(STRUCT).orElseThrow()) instanceof BtfType.Struct s
                ? s.members().stream().map(BtfType.Member::name).filter(n -> !n.startsWith("__")).toList() : List.of();
    }

    private Map<String, String> origins(Position end) {
        Names names = new Names(setup, a -> recording.at(end).region(a));
        Map<String, String> origins = new HashMap<>();
        for (String name : names()) {
            Field field = setup.driver().btf().field(STRUCT, name).orElseThrow();
            Location.Bytes bytes = new Location.Bytes(address + field.byteOffset(), size(field));
            ValueOrigin origin = OriginWalk.of(recording, program, end, bytes);
            List<Source> sources = origin.sources();
            boolean untouched = sources.stream().allMatch(s -> s instanceof Source.Memory m
                    && m.address() >= bytes.address() && m.address() < bytes.address() + bytes.length());
            if (!untouched) {
                origins.put(name, names.of(sources) + decided(origin, names));
            }
        }
        return Map.copyOf(origins);
    }

    /** A constant says nothing by itself: what the branches that led to it looked at does. */
    private String decided(ValueOrigin origin, Names names) {
        if (origin.steps().isEmpty() || !origin.sources().stream().allMatch(Source.Constant.class::isInstance)) {
            return "";
        }
        Set<Source> looked = new LinkedHashSet<>();
        for (Step branch : Decisions.of(recording, program, origin.steps().getLast())) {
            int register = ((Insn.Jump) program.code().get(branch.insn())).dst();
            looked.addAll(
                    OriginWalk.of(recording, program, branch.position(), new Location.Register(register)).sources());
        }
        return looked.isEmpty() ? "" : ", decided by " + names.of(List.copyOf(looked));
    }

    private long value(State state, String name) {
        Field field = setup.driver().btf().field(STRUCT, name).orElseThrow();
        long whole = state.number(address + field.byteOffset(), size(field)).orElseThrow();
        return field.bitSize() == 64 ? whole : whole >>> field.bitOffset() & (1L << field.bitSize()) - 1;
    }

    /** Bytes that hold the field. */
    private static int size(Field field) {
        return (field.bitOffset() + field.bitSize() + 7) / 8;
    }
}
