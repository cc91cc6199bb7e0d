package dev.xdpscope.drivers.lab.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.btf.Btf;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Metadata that ends with the id of its type. */
class TypedMetadataTest {
    private static final Scenario SAMPLE = Samples.scenario("export/btf-id.json");

    private static TypedMetadata of(PacketResult packet) {
        return packet.hops().stream().filter(Hop.Delivered.class::isInstance).map(h -> ((Hop.Delivered) h).typed())
                .findFirst().orElseThrow().orElseThrow();
    }

    @Test
    void theConsumerFindsEachStructureByItsId() {
        for (String nic : List.of("mlx5", "ice", "none")) {
            for (PacketResult packet : Lab.run(SAMPLE.with(Change.nic(nic))).packets()) {
                Map<String, Long> hash = packet.driverHints().get(1).values();
                boolean hashed = hash.getOrDefault("type", 0L) != 0;
                Map<String, Long> fields = of(packet).fields().stream()
                        .collect(Collectors.toMap(TypedMetadata.Field::name, TypedMetadata.Field::value));
                assertEquals(hashed ? "with_hash" : "without_hash", of(packet).struct());
                assertEquals(packet.driverHints().getFirst().values().getOrDefault("timestamp", 0L),
                        fields.get("rx_timestamp"));
                assertEquals(hashed ? hash.get("hash") : null, fields.get("rx_hash"));
                assertEquals(hashed ? hash.get("type") : null, fields.get("rx_hash_type"));
            }
        }
    }

    /** Whatever lies in front of a packet, it is read as a structure with an id or as nothing. */
    @Test
    void otherBytesHaveNoType() {
        Btf types = BpfObject.read(SAMPLE.program().object()).btf().orElseThrow();
        Random random = new Random(3);
        for (int id = -2; id <= types.count() + 2; id++) {
            byte[] all = new byte[64];
            random.nextBytes(all);
            for (int i = 0; i < 4; i++) {
                all[60 + i] = (byte) (id >> 8 * i);
            }
            boolean ours = types.struct("with_hash").orElseThrow() == id
                    || types.struct("without_hash").orElseThrow() == id;
            assertEquals(ours, TypedMetadata.read(types, n -> Arrays.copyOfRange(all, 64 - n, 64)).isPresent());
        }
        assertEquals(Optional.empty(), TypedMetadata.read(types, n -> new byte[0]));
    }
}
