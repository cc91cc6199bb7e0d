package dev.xdpscope.drivers.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.problem.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every change of a scenario, and what it makes void. */
class ChangeTest {
    private static final Path OLD = Path.of("old.o");
    private static final Path NEW = Path.of("sub", "new.o");
    private static final Path TC = Path.of("tc.o");
    private static final Receiver.Entry ENTRY = new Receiver.Entry("cpus", 1);
    private static final PastXdp PAST = new PastXdp(List.of(
            new Receiver.Cpu(Place.NOWHERE, ENTRY, 192, Optional.empty()),
            new Receiver.Device(Place.NOWHERE, Optional.of(new Receiver.Entry("devices", 7)), 3, true,
                    Optional.empty()),
            new Receiver.Device(Place.NOWHERE, Optional.empty(), 4, true, Optional.empty()),
            new Receiver.Pair(Place.NOWHERE, Optional.empty(), 5, "veth", Optional.empty(), Map.of(), Optional.empty(),
                    AccessDesign.KFUNC_CALL),
            new Receiver.Socket(Place.NOWHERE, new Receiver.Entry("xsks", 0), new Umem.Spec(false, 4096, 0, 64),
                    Optional.empty(), Optional.empty(), Optional.empty())),
            Optional.of(new Receiver.Attached(TC, Optional.empty())), true);

    /** Has everything that can become void. */
    private static final Scenario FULL = new Scenario("a name", "what it is about",
            new NicChoice("mlx5", Optional.of("cx5"), Map.of("rxhash", "off", "clock", "free-running")),
            new ProgramSource(OLD, Optional.of("prog"), AccessDesign.KFUNC_UNROLLED),
            new PacketSource(Path.of("old.pcap"), 9, Optional.of(Path.of("old.hex"))),
            new KernelSettings(4, 1, 7, 100, KernelSettings.DEFAULT.clock(), Loading.DEFAULT,
                    KernelSettings.DEFAULT.export(), KernelSettings.DEFAULT.routing()),
            PAST);

    private static final String DESCRIPTORS = "recorded descriptors old.hex, descriptors are simulated";

    private static void assertChanged(Scenario wanted, List<String> voided, Change change) {
        ChangedScenario changed = change.apply(FULL);
        assertEquals(wanted, changed.scenario(), change.toString());
        assertEquals(voided, changed.voided(), change.toString());
        assertEquals(wanted, FULL.with(change));
    }

    private static Scenario onNic(NicChoice nic, Optional<Path> descriptors) {
        return FULL.with(nic).with(new PacketSource(FULL.packets().capture(), 9, descriptors));
    }

    @Test
    void nothing() {
        assertChanged(FULL, List.of(), Change.NONE);
    }

    @Test
    void anotherNicVoidsRevisionSwitchesAndRecordedDescriptors() {
        assertChanged(onNic(NicChoice.of("ice"), Optional.empty()), List.of(
                "left aside with the NIC mlx5: revision cx5, clock=free-running, rxhash=off, " + DESCRIPTORS),
                Change.nic("ice"));
    }

    @Test
    void theSameNicVoidsNothing() {
        assertChanged(FULL, List.of(), Change.nic("mlx5"));
    }

    @Test
    void whatTheSameChangeSetsStaysInWhateverOrder() {
        Change nic = Change.nic("ice");
        Change revision = Change.revision("e810");
        Change setting = Change.setting("rxhash", "on");
        NicChoice wanted = new NicChoice("ice", Optional.of("e810"), Map.of("rxhash", "on"));
        List<String> voided = List.of("left aside with the NIC mlx5: clock=free-running, " + DESCRIPTORS);
        assertChanged(onNic(wanted, Optional.empty()), voided, nic.and(revision).and(setting));
        assertChanged(onNic(wanted, Optional.empty()), voided, setting.and(revision).and(nic));
        Path own = Path.of("new.hex");
        assertChanged(onNic(wanted, Optional.of(own)), List.of(), Change.descriptors(own)
                .and(Change.configuration(Map.of("rxhash", "on"))).and(nic.and(revision)));
    }

    @Test
    void revisionAndSwitchesVoidNothing() {
        assertChanged(FULL.with(new NicChoice("mlx5", Optional.of("cx7"), FULL.nic().configuration())), List.of(),
                Change.revision("cx7"));
        assertChanged(FULL.with(new NicChoice("mlx5", Optional.of("cx5"),
                Map.of("rxhash", "on", "clock", "free-running", "other", "3"))), List.of(),
                Change.setting("rxhash", "on").and(Change.setting("other", "3")));
        assertChanged(FULL.with(new NicChoice("mlx5", Optional.of("cx5"), Map.of())), List.of(),
                Change.configuration(Map.of()));
    }

    @Test
    void anotherObjectVoidsNamesAndWhatComesPastTheProgram() {
        assertChanged(FULL.with(new ProgramSource(NEW, Optional.empty(), AccessDesign.KFUNC_UNROLLED))
                .with(PastXdp.NONE).titled("new.o", ""),
                List.of("left aside with old.o: program prog, receiver cpus[1], receiver devices[7], "
                        + "receiver ifindex 4, receiver ifindex 5, receiver xsks[0], tc program of tc.o, GRO"),
                Change.object(NEW));
    }

    @Test
    void theSameObjectVoidsNothingHoweverItIsNamed() {
        Path same = Path.of(".").resolve("sub").resolve("..").resolve("old.o");
        assertChanged(FULL.with(new ProgramSource(same, Optional.of("prog"), AccessDesign.KFUNC_UNROLLED)), List.of(),
                Change.object(same));
    }

    @Test
    void programAndReceiversThatComeWithTheObjectStay() {
        PastXdp past = new PastXdp(List.of(), Optional.empty(), true);
        assertChanged(FULL.with(new ProgramSource(NEW, Optional.of("other"), AccessDesign.KFUNC_CALL)).with(past)
                .titled("new.o", ""), List.of(),
                Change.past(past).and(Change.program("other")).and(Change.object(NEW))
                        .and(Change.design(AccessDesign.KFUNC_CALL)));
    }

    @Test
    void programAndDesignVoidNothing() {
        assertChanged(FULL.with(new ProgramSource(OLD, Optional.of("other"), AccessDesign.KFUNC_UNROLLED)), List.of(),
                Change.program("other"));
        assertChanged(FULL.with(new ProgramSource(OLD, Optional.of("prog"), AccessDesign.RAW_POINTER)), List.of(),
                Change.design(AccessDesign.RAW_POINTER));
    }

    @Test
    void otherPacketsVoidRecordedDescriptors() {
        Path other = Path.of("other.pcap");
        assertChanged(FULL.with(new PacketSource(other, 9, Optional.empty())),
                List.of("left aside with the packets of old.pcap: " + DESCRIPTORS), Change.packets(other));
        Path own = Path.of("own.hex");
        assertChanged(FULL.with(new PacketSource(other, 9, Optional.of(own))), List.of(),
                Change.descriptors(own).and(Change.packets(other)));
        assertChanged(FULL, List.of(), Change.packets(Path.of("old.pcap")));
    }

    @Test
    void descriptorsAreVoidOnceForNicAndPackets() {
        Path other = Path.of("other.pcap");
        assertChanged(FULL.with(NicChoice.of("ice")).with(new PacketSource(other, 9, Optional.empty())),
                List.of("left aside with the NIC mlx5: revision cx5, clock=free-running, rxhash=off, " + DESCRIPTORS),
                Change.packets(other).and(Change.nic("ice")));
    }

    @Test
    void limitDescriptorsKernelLoadingAndPastVoidNothing() {
        assertChanged(FULL.with(new PacketSource(FULL.packets().capture(), 2, FULL.packets().descriptors())),
                List.of(), Change.limit(2));
        Path own = Path.of("own.hex");
        assertChanged(FULL.with(new PacketSource(FULL.packets().capture(), 9, Optional.of(own))), List.of(),
                Change.descriptors(own));
        assertChanged(FULL.with(KernelSettings.DEFAULT), List.of(), Change.kernel(KernelSettings.DEFAULT));
        Loading generic = new Loading(Loading.Bound.NIC, Loading.Mode.GENERIC, Optional.empty(),
                Loading.DEFAULT.kernel(), Optional.empty());
        assertChanged(FULL.with(FULL.kernel().withLoading(generic)), List.of(), Change.loading(generic));
        assertChanged(FULL.with(PastXdp.NONE), List.of(), Change.past(PastXdp.NONE));
    }

    @Test
    void whatIsSetLastHolds() {
        assertChanged(FULL, List.of(), Change.nic("ice").and(Change.nic("mlx5")));
        assertChanged(FULL.with(new PacketSource(FULL.packets().capture(), 3, FULL.packets().descriptors())),
                List.of(), Change.limit(2).and(Change.limit(3)));
    }

    @Test
    void aScenarioWithoutAnyOfItLosesNothing() {
        Scenario plain = Scenario.of("mlx5", OLD, Path.of("old.pcap"));
        ChangedScenario changed = Change.nic("ice").and(Change.object(NEW)).and(Change.packets(Path.of("other.pcap")))
                .apply(plain);
        assertEquals(ChangedScenario.unchanged(Scenario.of("ice", NEW, Path.of("other.pcap"))), changed);
    }
}
