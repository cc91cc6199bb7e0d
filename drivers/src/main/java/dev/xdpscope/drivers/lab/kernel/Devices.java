package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.VethPair;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.xdp.XdpLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Network devices with the numbers that the scenario's have, in the namespace of the calling thread: the one that packets come
 * from, and those that they are redirected to.
 */
final class Devices {
    private static final int LOOPBACK = 1;

    /** Numbers of the pairs' other ends: far from those that scenarios use. */
    private static final int FIRST_PEER = 1 << 20;

    private final int ifindex;
    private final int queues;
    private final List<Integer> targets;

    private Devices(int ifindex, int queues, List<Integer> targets) {
        this.ifindex = ifindex;
        this.queues = queues;
        this.targets = targets;
    }

    static Devices of(ScenarioRecording recording) {
        int ifindex = LOOPBACK;
        int queues = 1;
        for (PacketResult packet : recording.packets()) {
            Receive receive = Receive.of(recording, packet);
            ifindex = receive.ifindex();
            queues = Math.max(queues, receive.queue() + 1);
        }
        List<Integer> targets = new ArrayList<>();
        for (Receiver receiver : recording.scenario().past().receivers()) {
            receiver.device().ifPresent(targets::add);
        }
        return new Devices(ifindex, queues, targets);
    }

    /** Number of the device that packets come from. */
    int ifindex() {
        return ifindex;
    }

    /** Makes them: the first refusal if there is one. */
    Answer<Long> create() {
        Set<Integer> all = new LinkedHashSet<>(List.of(ifindex));
        all.addAll(targets);
        all.remove(LOOPBACK);
        Answer<Long> answer = new Answer.Done<>(0L);
        for (int each : all) {
            if (answer instanceof Answer.Done<Long>) {
                answer = VethPair.create("xdpscope" + each, each, each == ifindex ? queues : 1, FIRST_PEER + each);
            }
        }
        return answer;
    }

    /** Where a packet came from, as its context says when the program starts. */
    record Receive(int ifindex, int queue) {
        static Receive of(ScenarioRecording recording, PacketResult packet) {
            XdpLayout at = XdpLayout.SIMULATED;
            State state = recording.at(new Position(packet.program().index(), 0));
            long rxq = number(state, recording.addresses().context() + at.rxq(), Long.BYTES);
            long device = number(state, rxq + at.rxqDev(), Long.BYTES);
            return new Receive((int) number(state, device + at.ifindex(), Integer.BYTES),
                    (int) number(state, rxq + at.rxqQueueIndex(), Integer.BYTES));
        }

        private static long number(State state, long address, int size) {
            return state.number(address, size).orElseThrow();
        }
    }
}
