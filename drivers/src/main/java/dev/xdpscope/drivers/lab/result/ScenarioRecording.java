package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.run.Executable;
import java.util.Comparator;
import java.util.List;

/**
 * What running a scenario gave: results per packet, events, and the recording to step through. Immutable.
 *
 * @param setup the NIC as configured
 * @param program the program as run; its {@link Program#before()} chain has the earlier forms
 * @param packets results in the order of arrival
 * @param events in the order of time
 * @param executables all that ran, {@code program} first, with the maps of each
 */
public record ScenarioRecording(Scenario scenario, ConfiguredNic setup, Program program, Recording recording,
        List<PacketResult> packets, List<Event> events, Addresses addresses, List<Executable> executables) {

    /**
     * Where in the simulated memory things are.
     *
     * @param context the driver's wrapper of the xdp_buff
     * @param skb the sk_buff
     */
    public record Addresses(long context, long skb) {}

    /** Registers and memory before the step at {@code position}. */
    public State at(Position position) {
        return recording.at(position);
    }

    /** Turns positions into coordinates and back. */
    public Coordinates coordinates() {
        return new Coordinates(this);
    }

    /** The program that runs at {@code position}. */
    public Program program(Position position) {
        return recording.runs().get(position.run()).program();
    }

    /** Address of the xdp_buff of the program that runs at {@code position}, or that ran last. */
    public long context(Position position) {
        long context = addresses.context();
        for (Hop hop : packet(position).hops()) {
            if (hop instanceof Hop.Ran ran && ran.moment().stage() != Stage.TC
                    && ran.moment().index() <= position.run()) {
                context = ran.context();
            }
        }
        return context;
    }

    /**
     * Contents of the maps at {@code position}: those of the scenario's program, its own first, then data sections; then what
     * further programs have beyond that.
     */
    public List<MapContents> maps(Position position) {
        return recording.read(position, machine -> executables.stream().flatMap(e -> e.maps().all().stream()).distinct()
                .map(map -> new MapContents(map.spec(), map.entries())).toList());
    }

    /** Contents of the maps after the last packet. */
    public List<MapContents> mapsAtEnd() {
        return recording.runs().isEmpty() ? List.of() : maps(recording.position(recording.size() - 1));
    }

    /**
     * What the packet's program got of the hints it asked for, in the order it asked: of the calls of hint kfuncs on its path, entered
     * or unrolled. It differs from what the driver answers where the code in place of a call does, or where a first call has changed
     * something. Reads of {@code xdp_md} fields are no calls; they are among the {@link #events}.
     */
    public List<ReceivedHint> programHints(PacketResult packet) {
        return new ProgramHints(recording).of(packet.program());
    }

    /** The packet whose run {@code position} is in. */
    public PacketResult packet(Position position) {
        return packets.stream().filter(p -> p.program().index() <= position.run())
                .max(Comparator.comparing(p -> p.program().index())).orElseThrow();
    }
}
