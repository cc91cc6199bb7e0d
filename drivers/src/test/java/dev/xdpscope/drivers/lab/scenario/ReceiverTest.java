package dev.xdpscope.drivers.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.problem.Place;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of receiver is to the map that it is put into. */
class ReceiverTest {
    private static final Receiver.Entry ENTRY = new Receiver.Entry("map", 3);
    private static final Optional<Receiver.Attached> PROGRAM =
            Optional.of(new Receiver.Attached(Path.of("x.o"), Optional.empty()));

    static Stream<Arguments> kinds() {
        Place place = Place.NOWHERE;
        return Stream.of(
                Arguments.of(new Receiver.Cpu(place, ENTRY, 192, PROGRAM), "cpumap", OptionalInt.of(192), true, true,
                        OptionalInt.empty()),
                Arguments.of(new Receiver.Cpu(place, ENTRY, 8, Optional.empty()), "cpumap", OptionalInt.of(8), true,
                        false, OptionalInt.empty()),
                Arguments.of(new Receiver.Device(place, Optional.of(ENTRY), 7, true, PROGRAM), "devmap",
                        OptionalInt.of(7), true, true, OptionalInt.of(7)),
                Arguments.of(new Receiver.Pair(place, Optional.of(ENTRY), 5, "veth", Optional.empty(), Map.of(),
                        PROGRAM, AccessDesign.KFUNC_CALL), "devmap", OptionalInt.of(5), false, true,
                        OptionalInt.of(5)),
                Arguments.of(new Receiver.Socket(place, ENTRY, new Umem.Spec(false, 2048, 0, 4), Optional.empty(),
                        Optional.empty(), Optional.empty()), "xskmap", OptionalInt.empty(), false, false,
                        OptionalInt.empty()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void answers(Receiver receiver, String mapKind, OptionalInt mapValue, boolean inEntry, boolean attached,
            OptionalInt device) {
        assertEquals(Optional.of(ENTRY), receiver.entry());
        assertEquals(mapKind, receiver.mapKind());
        assertEquals(mapValue, receiver.mapValue());
        assertEquals(inEntry, receiver.attachesInEntry());
        assertEquals(attached ? PROGRAM : Optional.empty(), receiver.attached());
        assertEquals(device, receiver.device());
    }
}
