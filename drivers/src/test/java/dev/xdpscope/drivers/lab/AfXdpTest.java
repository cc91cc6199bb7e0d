package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.PastXdp;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.packet.ChecksumStatus;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.L4;
import dev.xdpscope.drivers.rx.AfXdpFrame;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an AF_XDP consumer finds in its UMEM, and what it may ask for when it sends. */
final class AfXdpTest {
    private static final Umem.Spec COPY = new Umem.Spec(false, 4096, 0, 64);
    private static final Umem.Spec ZERO_COPY = new Umem.Spec(true, 2048, 128, 64);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void metadataLiesRightInFrontOfTheAddress(boolean zeroCopy) {
        Umem.Spec umem = zeroCopy ? ZERO_COPY : COPY;
        for (PacketResult packet : run(PastScenarios.socket(umem, Optional.empty(), Optional.empty())).packets()) {
            AfXdpFrame frame = delivered(packet).frame();
            assertEquals(zeroCopy, frame.zeroCopy());
            assertEquals(umem.data(), frame.address() % umem.chunk());
            assertArrayEquals(packet.metadata(), frame.metadata());
            assertArrayEquals(packet.frame(), frame.packet());
            assertEquals(packet.frame().length, frame.length());
        }
    }

    @Test
    void aSocketOfAnotherQueueGetsNothing() {
        for (PacketResult packet : run(PastScenarios.socket(COPY, Optional.of(1), Optional.empty())).packets()) {
            assertTrue(packet.hops().getLast() instanceof Hop.Ended ended && ended.text().contains("-EINVAL"),
                    packet.hops()::toString);
        }
    }

    @Test
    void aChecksumBySoftwareIsRight() {
        for (PacketResult packet : run(reply(COPY, request(24, true, 2, 3, 34, 6, Set.of()))).packets()) {
            Frame before = Frame.parse(packet.frame());
            if (before.l4().filter(h -> h instanceof L4.Udp && h.offset() == 34).isPresent()
                    && before.fragment().isEmpty()) {
                TxMetadata.Reply reply = delivered(packet).reply().orElseThrow();
                assertEquals(ChecksumStatus.OK, Frame.parse(reply.sent()).l4Checksum());
                ByteBuffer done = ByteBuffer.wrap(reply.completed()).order(ByteOrder.LITTLE_ENDIAN);
                assertTrue(done.getLong(8) > packet.packet().timestampNanos());
            }
        }
    }

    /** flags, options, csum_start, csum_offset, length of the area; errno in copy mode and a word of the reason. */
    @ParameterizedTest
    @CsvSource({"8, 2, 0, 0, 24, -22, unknown flags", "3, 2, 9000, 6, 24, -22, beyond the packet",
        "3, 2, 34, 6, 0, -22, without transmit metadata", "3, 6, 34, 6, 24, 0, unknown options",
        "1, 2, 0, 0, 248, , "})
    void requestsAreRefusedAsTheKernelDoes(long flags, int options, int start, int offset, int area, Integer errno,
            String why) {
        PacketResult first =
                run(reply(COPY, request(area, true, options, flags, start, offset, Set.of()))).packets().getFirst();
        Optional<TxMetadata.Refusal> refusal = delivered(first).reply().orElseThrow().refusal();
        assertEquals(Optional.ofNullable(errno), refusal.map(TxMetadata.Refusal::errno));
        refusal.ifPresent(r -> assertTrue(r.why().contains(why), r.why()));
    }

    @Test
    void zeroCopyLeavesWhatTheDeviceDoesNotOffer() {
        PacketResult first = run(reply(ZERO_COPY, request(24, false, 2, 7, 34, 6,
                Set.of(TxMetadata.Feature.TX_TIMESTAMP)))).packets().getFirst();
        TxMetadata.Reply reply = delivered(first).reply().orElseThrow();
        assertTrue(reply.refusal().isEmpty());
        String notes = String.join("\n", reply.notes());
        assertTrue(notes.contains("tmo_request_checksum") && notes.contains("tmo_request_launch_time")
                && notes.contains("by the device"), notes);
        assertArrayEquals(java.util.Arrays.copyOfRange(reply.area(), 16, 24),
                java.util.Arrays.copyOfRange(reply.completed(), 16, 24), "the launch time stays");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 20, 256})
    void anAreaOfAWrongSizeIsNotRegistered(int area) {
        Receiver.Socket socket = reply(COPY, request(area, false, 2, 0, 0, 0, Set.of()));
        assertTrue(assertThrows(ProblemException.class, () -> run(socket)).getMessage().contains("-EINVAL"));
    }

    private static TxMetadata.Request request(int area, boolean software, int options, long flags, int start,
            int offset,
            Set<TxMetadata.Feature> features) {
        return new TxMetadata.Request(area, software, options, flags, start, offset, 1000, features);
    }

    private static Receiver.Socket reply(Umem.Spec umem, TxMetadata.Request request) {
        return PastScenarios.socket(umem, Optional.empty(), Optional.of(request));
    }

    private static ScenarioRecording run(Receiver.Socket socket) {
        return Lab.run(PastScenarios.with(Samples.scenario("past-xdp/xsk-copy.json"),
                new PastXdp(List.of(socket), Optional.empty(), false)));
    }

    private static Hop.Delivered delivered(PacketResult packet) {
        return packet.hops().stream().filter(Hop.Delivered.class::isInstance).map(Hop.Delivered.class::cast).findFirst()
                .orElseThrow();
    }
}
