package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.result.MadeCall;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the simulation answered during each packet, and the map that holds it for the program in the kernel: the offset of the next
 * answer, then answers of 128 bytes, each r0 and what is written besides,
 * one behind the other at multiples of 8.
 */
final class Answers {
    static final String MAP = "xdpscope.answers";

    /** Bytes of an answer. */
    static final int SIZE = 128;

    private static final int HEADER = 8;

    private final List<List<byte[]>> byPacket;
    private final int room;

    private Answers(List<List<byte[]>> byPacket) {
        this.byPacket = byPacket;
        int most = byPacket.stream().mapToInt(List::size).max().orElse(0);
        this.room = Integer.highestOneBit(Math.max(1, most)) * 2 * SIZE;
    }

    /** @param linked the scenario's program as it is loaded */
    static Answers of(ScenarioRecording recording, Program linked) {
        return new Answers(recording.packets().stream().map(p -> of(recording, p, linked)).toList());
    }

    private static List<byte[]> of(ScenarioRecording recording, PacketResult packet, Program linked) {
        List<byte[]> answers = new ArrayList<>();
        for (MadeCall call : MadeCall.of(recording.recording(), packet.program())) {
            int insn = packet.program().program().origins().get(call.insn()).insn();
            Optional<Answered> answered = Answered.of(linked.code().get(insn), linked);
            if (answered.isPresent()) {
                answers.add(answer(recording.at(call.before()), recording.at(call.after()), answered.get()));
            }
        }
        return answers;
    }

    private static byte[] answer(State before, State after, Answered call) {
        ByteBuffer answer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN).putLong(after.register(0));
        for (Answered.Output output : call.outputs()) {
            byte[] written = after.bytes(before.register(output.register()), output.bytes())
                    .orElse(new byte[output.bytes()]);
            answer.put(Arrays.copyOf(written, output.bytes() + Long.BYTES - 1 & -Long.BYTES));
        }
        return answer.array();
    }

    /** What an offset of an answer may have of bits. */
    int mask() {
        return room - SIZE;
    }

    MapSpec map() {
        return new MapSpec(MAP, MapSpec.ARRAY, 4, HEADER + room, 1, 0, Optional.of(new byte[HEADER + room]),
                Optional.empty(), Optional.empty());
    }

    /** The map's value for a packet: all of its answers, the first one next. */
    byte[] value(int packet) {
        ByteBuffer value = ByteBuffer.allocate(HEADER + room).order(ByteOrder.LITTLE_ENDIAN).putLong(0);
        byPacket.get(packet).forEach(value::put);
        return value.array();
    }
}
