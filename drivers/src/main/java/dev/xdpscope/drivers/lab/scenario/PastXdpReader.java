package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.memory.Memory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the part of a scenario file that is about what comes past the driver's XDP program. */
final class PastXdpReader {
    private static final int LARGEST_IFINDEX = 0x7fff_ffff;
    private static final int LARGEST_QUEUE = 16_384;

    /** Room in a chunk that no headroom may take ({@code xdp_umem_reg()}, net/xdp/xdp_umem.c, 6.12). */
    private static final int CHUNK_NEEDS = 256 + 320 + 128;

    private static final List<String> KINDS = List.of("cpu", "device", "veth", "socket");

    private final Function<Json, Path> path;
    private final Function<Json, String> nic;

    /**
     * @param path resolves a file's name
     * @param nic resolves a NIC's name
     */
    PastXdpReader(Function<Json, Path> path, Function<Json, String> nic) {
        this.path = path;
        this.nic = nic;
    }

    PastXdp read(Json scenario) {
        List<Receiver> receivers =
                scenario.find("receivers").map(r -> r.elements().stream().map(this::receiver).toList())
                        .orElse(List.of());
        return new PastXdp(receivers, scenario.find("tc").map(t -> attached(t.object("object", "program"))),
                scenario.find("gro").map(Json::flag).orElse(false));
    }

    private Receiver receiver(Json json) {
        json.object("map", "key", "cpu", "device", "veth", "socket");
        Optional<Receiver.Entry> entry = json.find("map")
                .map(m -> new Receiver.Entry(m.text(), key(json.get("key"))));
        String kind = json.oneOf(KINDS.toArray(String[]::new));
        Json what = json.get(kind);
        return switch (kind) {
            case "cpu" -> cpu(json, what);
            case "device" -> new Receiver.Device(json.place(), entry,
                    ifindex(what.object("ifindex", "frags", "object", "program")),
                    what.find("frags").map(Json::flag).orElse(true), maybe(what));
            case "veth" -> pair(json, entry, what);
            default -> socket(json, what);
        };
    }

    private static long key(Json json) {
        long key = json.number();
        if (key < 0 || key > 0xffff_ffffL) {
            throw json.problem("the key " + key + " is out of range", "Keys of redirect maps are 32-bit numbers.");
        }
        return key;
    }

    private static Receiver.Entry needed(Json json) {
        return new Receiver.Entry(json.get("map").text(), key(json.get("key")));
    }

    private static int ifindex(Json json) {
        return json.get("ifindex").integer(1, LARGEST_IFINDEX);
    }

    private Optional<Receiver.Attached> maybe(Json json) {
        return json.has("object") ? Optional.of(attached(json)) : Optional.empty();
    }

    private Receiver.Attached attached(Json json) {
        return new Receiver.Attached(path.apply(json.get("object")), json.find("program").map(Json::text));
    }

    private Receiver cpu(Json json, Json cpu) {
        cpu.object("qsize", "object", "program");
        return new Receiver.Cpu(json.place(), needed(json),
                cpu.find("qsize").map(q -> q.integer(1, LARGEST_QUEUE)).orElse(192), maybe(cpu));
    }

    private Receiver pair(Json json, Optional<Receiver.Entry> entry, Json veth) {
        veth.object("ifindex", "nic", "revision", "configuration", "object", "program", "design");
        Map<String, String> settings = new LinkedHashMap<>();
        veth.find("configuration")
                .ifPresent(c -> c.members().forEach((name, value) -> settings.put(name, value.text())));
        return new Receiver.Pair(json.place(), entry, ifindex(veth),
                veth.find("nic").map(nic).orElse("veth"), veth.find("revision").map(Json::text),
                Map.copyOf(settings), maybe(veth), design(veth));
    }

    /** The access design that an object's member {@code design} names. */
    static AccessDesign design(Json json) {
        return json.find("design").map(d -> AccessDesign.of(d.word("access design",
                Arrays.stream(AccessDesign.values()).map(AccessDesign::word).toList())).orElseThrow())
                .orElse(AccessDesign.KFUNC_CALL);
    }

    private Receiver socket(Json json, Json socket) {
        socket.object("mode", "chunk", "headroom", "chunks", "queue", "metadata", "reply");
        boolean zeroCopy = socket.find("mode").map(m -> m.word("mode", List.of("copy", "zero-copy"))).orElse("copy")
                .equals("zero-copy");
        int chunk = socket.find("chunk").map(PastXdpReader::chunk).orElse(Memory.PAGE);
        int headroom = socket.find("headroom").map(h -> h.integer(0, chunk - CHUNK_NEEDS)).orElse(0);
        int chunks = socket.find("chunks").map(c -> c.integer(1, Memory.PAGE)).orElse(64);
        return new Receiver.Socket(json.place(), needed(json), new Umem.Spec(zeroCopy, chunk, headroom, chunks),
                socket.find("queue").map(q -> q.integer(0, 0xffff)),
                socket.find("metadata").map(m -> m.integer(0, 255)), socket.find("reply").map(PastXdpReader::reply));
    }

    private static int chunk(Json json) {
        int chunk = json.integer(Memory.PAGE / 2, Memory.PAGE);
        if (Integer.bitCount(chunk) != 1) {
            throw json.problem("a chunk cannot have " + chunk + " bytes", "Write 2048 or 4096.");
        }
        return chunk;
    }

    private static TxMetadata.Request reply(Json json) {
        json.object("metadata", "software-checksum", "options", "flags", "csum-start", "csum-offset", "launch-delay",
                "features");
        return new TxMetadata.Request(json.find("metadata").map(m -> m.integer(0, 0xffff)).orElse(0),
                json.find("software-checksum").map(Json::flag).orElse(false),
                json.find("options").map(o -> o.integer(0, Integer.MAX_VALUE)).orElse(TxMetadata.XDP_TX_METADATA),
                json.find("flags").map(Json::number).orElse(0L),
                json.find("csum-start").map(s -> s.integer(0, 0xffff)).orElse(0),
                json.find("csum-offset").map(s -> s.integer(0, 0xffff)).orElse(0),
                json.find("launch-delay").map(Json::number).orElse(0L),
                json.find("features").map(PastXdpReader::features).orElse(Set.of()));
    }

    private static Set<TxMetadata.Feature> features(Json json) {
        List<String> words = Arrays.stream(TxMetadata.Feature.values()).map(Object::toString).toList();
        return json.elements().stream().map(f -> f.word("feature", words))
                .map(w -> TxMetadata.Feature.values()[words.indexOf(w)]).collect(Collectors.toSet());
    }
}
