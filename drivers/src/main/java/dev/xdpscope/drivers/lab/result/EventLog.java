package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.lab.prepare.KernelCalls;
import dev.xdpscope.drivers.nic.Compressed;
import dev.xdpscope.drivers.nic.MetadataFate;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** Writes down what happened to each packet, for timelines. */
public final class EventLog {
    private final Recording recording;
    private final MetadataFate metadata;
    private final List<Event> events = new ArrayList<>();

    public EventLog(Recording recording, MetadataFate metadata) {
        this.recording = recording;
        this.metadata = metadata;
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public void packet(PacketResult result) {
        Run run = result.program();
        int packet = result.index();
        Position start = new Position(run.index(), 0);
        Position end = new Position(run.index(), run.steps());
        events.add(
                new Event(start, packet, Stage.WIRE, Event.Kind.FRAME, Frame.parse(result.packet().bytes()).summary()));
        events.add(new Event(start, packet, Stage.DESCRIPTOR, Event.Kind.DESCRIPTOR,
                result.received().compressed().map(c -> compressed(c) + " in slot ")
                        .orElse("descriptor written to slot ")
                        + result.slot()));
        events.add(new Event(start, packet, Stage.DRIVER, Event.Kind.XDP_BUFF,
                "xdp_buff built around " + result.received().frame().length + " bytes"));
        during(run, packet, Stage.XDP);
        result.fault().ifPresent(f -> events.add(new Event(end, packet, Stage.XDP, Event.Kind.FAULT, f.toString())));
        events.add(new Event(end, packet, Stage.XDP, Event.Kind.VERDICT, verdict(result)));
        if (result.hops().stream().noneMatch(Hop.Built.class::isInstance)) {
            result.skbRun().ifPresent(r -> events.add(new Event(new Position(r.index(), r.steps()), packet, Stage.SKB,
                    Event.Kind.SKB, built(result))));
            dropped(result);
        }
        result.hops().forEach(hop -> hop(hop, packet));
    }

    private static String built(PacketResult result) {
        int metadata = result.skb().map(s -> s.metadata().length).orElse(0);
        return "sk_buff built" + (metadata == 0 ? "" : " with " + metadata + " bytes of metadata");
    }

    /** What the driver's sk_buff path does not take over of the metadata area. */
    private void dropped(PacketResult result) {
        int stored = result.metadata().length;
        if (stored > 0 && metadata.kind() != MetadataFate.Kind.KEPT) {
            result.skbRun().ifPresent(r -> events.add(new Event(new Position(r.index(), r.steps()), result.index(),
                    Stage.SKB, Event.Kind.HINT_LOST, stored + " bytes of metadata are lost: " + metadata.why())));
        }
    }

    private void hop(Hop hop, int packet) {
        if (hop instanceof Hop.Ran ran) {
            events.add(new Event(new Position(ran.moment().index(), 0), packet, hop.stage(), Event.Kind.PROGRAM,
                    ran.program() + " begins on " + ran.where()));
            during(ran.moment(), packet, hop.stage());
            ran.fault().ifPresent(f -> events.add(new Event(hop.at(), packet, hop.stage(), Event.Kind.FAULT,
                    f.toString())));
        }
        events.add(new Event(hop.at(), packet, hop.stage(), kind(hop), hop.text()));
        hop.lost()
                .forEach(l -> events.add(new Event(hop.at(), packet, hop.stage(), Event.Kind.HINT_LOST, l.toString())));
        if (hop instanceof Hop.Delivered delivered) {
            delivered.reply().ifPresent(r -> reply(delivered, r, packet));
        }
    }

    private static Event.Kind kind(Hop hop) {
        return switch (hop) {
            case Hop.Framed f -> Event.Kind.XDP_FRAME;
            case Hop.Ran r -> Event.Kind.VERDICT;
            case Hop.Built b -> Event.Kind.SKB;
            case Hop.TakenOver t -> Event.Kind.SKB;
            case Hop.Delivered d -> Event.Kind.AF_XDP;
            case Hop.Transmitted t -> Event.Kind.TRANSMITTED;
            case Hop.Compared c -> Event.Kind.GRO;
            case Hop.Ended e -> Event.Kind.ENDED;
        };
    }

    private void reply(Hop.Delivered hop, TxMetadata.Reply reply, int packet) {
        reply.refusal().ifPresent(r -> events.add(new Event(hop.at(), packet, hop.stage(), Event.Kind.ENDED,
                "sending it back is refused" + (r.errno() == 0 ? "" : " (" + Errno.shown(r.errno()) + ")") + ": "
                        + r.why())));
        if (reply.refusal().isEmpty()) {
            events.add(new Event(hop.at(), packet, hop.stage(), Event.Kind.TRANSMITTED, "sent back by the consumer"));
        }
        reply.notes().forEach(n -> events.add(new Event(hop.at(), packet, hop.stage(), Event.Kind.AF_XDP, n)));
    }

    /** What happened during a run, in order. */
    private void during(Run run, int packet, Stage stage) {
        List<Event> during = new ArrayList<>();
        kfuncs(run, packet, stage, during);
        if (stage == Stage.XDP) {
            during.addAll(new FieldReads(recording, run.program()).of(run, packet));
        }
        run.events().forEach(h -> call(h, run, packet, stage, during));
        during.sort(Comparator.comparing(Event::at));
        events.addAll(during);
    }

    private static String compressed(Compressed c) {
        return c.layout().name() + " " + HexFormat.of().formatHex(c.mini()) + " written, " + (c.position() + 1) + " of "
                + c.packets() + " that share the title of the first; the driver expands it";
    }

    private static String verdict(PacketResult result) {
        return result.verdict() + result.redirect().map(to -> " to " + to).orElse("");
    }

    private void call(Run.Happened happened, Run run, int packet, Stage stage, List<Event> to) {
        Position at = new Position(run.index(), happened.step());
        switch (happened.event()) {
            case CallEvent.MapChanged m -> to.add(new Event(at, packet, stage, Event.Kind.MAP,
                    "map " + m.map() + "[" + HexFormat.of().formatHex(m.key()) + "] "
                            + (m.value().length == 0 ? "deleted" : "= " + HexFormat.of().formatHex(m.value()))
                            + (m.result() == 0 ? "" : " failed: " + Errno.explained((int) m.result()))));
            case CallEvent.Sent s -> to.add(new Event(at, packet, stage, Event.Kind.SENT,
                    s.data().length + " bytes to map " + s.map() + ": " + HexFormat.of().formatHex(s.data())));
            case CallEvent.TailCalled t ->
                    to.add(new Event(at, packet, stage, Event.Kind.TAIL_CALL, "tail call of " + t.program()));
            case CallEvent.Printed p -> to.add(new Event(at, packet, stage, Event.Kind.PRINT, p.text()));
            case CallEvent.Returned r -> {}
        }
    }

    /** Calls and expansions of kfuncs on the run's path, with what they left in r0; but for those that are not about packets. */
    private void kfuncs(Run run, int packet, Stage stage, List<Event> to) {
        Program program = run.program();
        for (MadeCall call : MadeCall.of(recording, run)) {
            Origin origin = program.origins().get(call.insn());
            boolean expansion = origin.pass() == PassName.KFUNC_EXPANSION && origin.step() == 0;
            Insn insn = program.code().get(call.insn());
            boolean called = insn instanceof Insn.CallKfunc(int id, int module)
                    && KernelCalls.COMMON.kfunc(program.kfuncs().get(id).name()).isEmpty();
            if (expansion || called) {
                long r0 = recording.at(call.after()).register(0);
                String name = insn instanceof Insn.CallKfunc kfunc && !expansion
                        ? program.kfuncs().get(kfunc.id()).name() : origin.why();
                to.add(new Event(call.before(), packet, stage, Event.Kind.KFUNC,
                        name + " → r0 = " + result(r0)));
            }
        }
    }

    private static String result(long r0) {
        OptionalInt number = Errno.in(r0);
        return number.isPresent() ? Errno.explained(number.getAsInt()) : "0x%x".formatted(r0);
    }
}
