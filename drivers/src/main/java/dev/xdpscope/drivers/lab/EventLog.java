package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Path;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Writes down what happened to each packet, for timelines. */
final class EventLog {
    private final Recording recording;
    private final Program program;
    private final List<Event> events = new ArrayList<>();

    EventLog(Recording recording, Program program) {
        this.recording = recording;
        this.program = program;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    void packet(PacketResult result) {
        Run run = result.program();
        int packet = result.index();
        Position start = new Position(run.index(), 0);
        Position end = new Position(run.index(), run.steps());
        List<Event> during = new ArrayList<>();
        events.add(
                new Event(start, packet, Stage.WIRE, Event.Kind.FRAME, Frame.parse(result.packet().bytes()).summary()));
        events.add(new Event(start, packet, Stage.DESCRIPTOR, Event.Kind.DESCRIPTOR,
                "descriptor written to slot " + result.slot()));
        events.add(new Event(start, packet, Stage.DRIVER, Event.Kind.XDP_BUFF,
                "xdp_buff built around " + result.received().frame().length + " bytes"));
        kfuncs(run, packet, during);
        during.addAll(new FieldReads(recording, program).of(run, packet));
        run.events().forEach(h -> call(h, run, packet, during));
        during.sort(Comparator.comparing(Event::at));
        events.addAll(during);
        result.fault().ifPresent(f -> events.add(new Event(end, packet, Stage.XDP, Event.Kind.FAULT, f.toString())));
        events.add(new Event(end, packet, Stage.XDP, Event.Kind.VERDICT, verdict(result)));
        after(result, end);
    }

    private static String verdict(PacketResult result) {
        return result.verdict() + result.redirect().map(to -> " to " + to).orElse("");
    }

    private void call(Run.Happened happened, Run run, int packet, List<Event> to) {
        Position at = new Position(run.index(), happened.step());
        switch (happened.event()) {
            case CallEvent.MapChanged m -> to.add(new Event(at, packet, Stage.XDP, Event.Kind.MAP,
                    "map " + m.map() + "[" + HexFormat.of().formatHex(m.key()) + "] "
                            + (m.value().length == 0 ? "deleted" : "= " + HexFormat.of().formatHex(m.value()))
                            + (m.result() == 0 ? "" : " failed: " + m.result())));
            case CallEvent.Sent s -> to.add(new Event(at, packet, Stage.XDP, Event.Kind.SENT,
                    s.data().length + " bytes to map " + s.map() + ": " + HexFormat.of().formatHex(s.data())));
            case CallEvent.TailCalled t ->
                    to.add(new Event(at, packet, Stage.XDP, Event.Kind.TAIL_CALL, "tail call of " + t.program()));
            case CallEvent.Printed p -> to.add(new Event(at, packet, Stage.XDP, Event.Kind.PRINT, p.text()));
            case CallEvent.Returned r -> {}
        }
    }

    /** Calls and expansions of kfuncs on the run's path, with what they left in r0. */
    private void kfuncs(Run run, int packet, List<Event> to) {
        Path path = recording.path(run.index());
        for (int i = 0; i < path.length(); i++) {
            int insn = path.insns()[i];
            Origin origin = program.origins().get(insn);
            boolean call = program.code().get(insn) instanceof Insn.CallKfunc && !origin.kernelCode();
            boolean expansion = origin.pass() == PassName.KFUNC_EXPANSION && origin.step() == 0;
            if (call || expansion) {
                int after = call ? returned(path, i) : left(path, i, origin.insn());
                long r0 = recording.at(new Position(run.index(), after)).register(0);
                String name = call ? program.kfuncs().get(((Insn.CallKfunc) program.code().get(insn)).id()).name()
                        : origin.why();
                to.add(new Event(new Position(run.index(), i), packet, Stage.XDP, Event.Kind.KFUNC,
                        name + " → r0 = " + (r0 > -4096 && r0 < 0 || r0 >>> 32 == 0 && (int) r0 < 0 ? (int) r0
                                : "0x%x".formatted(r0))));
            }
        }
    }

    private static int returned(Path path, int call) {
        int i = call + 1;
        while (i < path.length() && path.depths()[i] > path.depths()[call]) {
            i++;
        }
        return i;
    }

    private int left(Path path, int from, int insn) {
        int i = from + 1;
        while (i < path.length() && (path.depths()[i] > path.depths()[from] || inside(path.insns()[i], insn))) {
            i++;
        }
        return i;
    }

    private boolean inside(int at, int insn) {
        Origin origin = program.origins().get(at);
        return origin.pass() == PassName.KFUNC_EXPANSION && origin.insn() == insn && origin.step() > 0;
    }

    /** What a redirected packet keeps: {@code xdp_update_frame_from_buff()} in include/net/xdp.h, 6.12. */
    private void after(PacketResult result, Position end) {
        if (result.verdict() == XdpAction.XDP_REDIRECT) {
            events.add(new Event(end, result.index(), Stage.REDIRECT, Event.Kind.HINT_LOST,
                    "xdp_frame keeps the packet and " + result.metadata().length
                            + " bytes of metadata; receive queue and "
                            + "descriptor are lost, so no later program can ask for hints"));
        }
        result.skbRun().ifPresent(run -> events.add(new Event(new Position(run.index(), run.steps()), result.index(),
                Stage.SKB, Event.Kind.SKB, "sk_buff built" + (result.metadata().length == 0 ? ""
                        : " with " + result.metadata().length + " bytes of metadata"))));
    }
}
