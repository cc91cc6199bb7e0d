package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelMaps;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.Records;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs the program in the kernel on one packet after the other and compares what becomes of each. */
final class PacketRuns implements AutoCloseable {
    private static final int SHORTEST = 14;

    /** A perf event's bytes are as many as make the sample with the four of its length a multiple of this. */
    private static final int SAMPLE = 8;

    private final ScenarioRecording recording;
    private final Answers answers;
    private final KernelMap answerMap;
    private final KernelProgram program;
    private final boolean device;
    private final List<Records> records = new ArrayList<>();
    private int sequence;

    /** @param device whether there is a device like that of the scenario */
    PacketRuns(ScenarioRecording recording, Answers answers, KernelMap answerMap, KernelMaps maps,
            KernelProgram program, boolean device) {
        this.recording = recording;
        this.answers = answers;
        this.answerMap = answerMap;
        this.program = program;
        this.device = device;
        maps.all().forEach(map -> Records.of(map).ifPresent(opened -> {
            if (opened instanceof Answer.Done<Records>(Records reader)) {
                records.add(reader);
            }
        }));
    }

    Checked.Packet run(PacketResult packet) {
        answerMap.update(KernelMaps.number(0), answers.value(sequence++)).value("answers");
        if (packet.fault().isPresent()) {
            return notRun(packet, "our run faulted, which no verified program does: " + packet.fault().get());
        }
        Devices.Receive from = Devices.Receive.of(recording, packet);
        byte[] frame = packet.received().frame();
        KernelProgram.Input input = new KernelProgram.Input(frame, 0, packet.buffers().before().getFirst(),
                device ? from.ifindex() : 0, device ? from.queue() : 0);
        return switch (program.run(input, 1)) {
            case Answer.Done<KernelProgram.Run>(KernelProgram.Run run) -> compared(packet, run);
            case Answer.Refused<KernelProgram.Run> refused -> notRun(packet, frame.length < SHORTEST
                    && refused.errno() == Errno.EINVAL.number() ? "a test run takes " + SHORTEST + " bytes and more"
                            : "a test run refuses it: " + refused);
        };
    }

    private static Checked.Packet notRun(PacketResult packet, String why) {
        return new Checked.Packet(packet.index(), List.of(), Optional.empty(), Optional.of(why));
    }

    private Checked.Packet compared(PacketResult packet, KernelProgram.Run run) {
        List<Difference> differences = new ArrayList<>(
                Difference.of("verdict", (int) packet.r0(), run.result()));
        int metadata = Math.min(run.metadata(), run.data().length);
        differences.addAll(Difference.ofBytes("metadata", packet.metadata(), Arrays.copyOf(run.data(), metadata)));
        differences.addAll(Difference.ofBytes("frame", packet.frame(),
                Arrays.copyOfRange(run.data(), metadata, run.data().length)));
        records.forEach(r -> differences.addAll(sent(packet, r)));
        return new Checked.Packet(packet.index(), differences, Optional.of(run.nanos()), Optional.empty());
    }

    private static List<Difference> sent(PacketResult packet, Records records) {
        String map = records.map().spec().name();
        List<byte[]> ours = packet.program().events().stream().map(e -> e.event())
                .filter(CallEvent.Sent.class::isInstance).map(CallEvent.Sent.class::cast)
                .filter(s -> s.map().equals(map)).map(CallEvent.Sent::data).toList();
        List<byte[]> kernels = new ArrayList<>(records.take());
        if (records.map().spec().type() == MapSpec.PERF_EVENT_ARRAY) {
            for (int i = 0; i < Math.min(ours.size(), kernels.size()); i++) {
                kernels.set(i, withoutPadding(kernels.get(i), ours.get(i).length));
            }
        }
        return MapsCheck.ordered(map + " record", ours, kernels);
    }

    private static byte[] withoutPadding(byte[] sample, int length) {
        int padded = (length + Integer.BYTES + SAMPLE - 1 & -SAMPLE) - Integer.BYTES;
        return sample.length == padded ? Arrays.copyOf(sample, length) : sample;
    }

    @Override
    public void close() {
        records.forEach(Records::close);
    }
}
