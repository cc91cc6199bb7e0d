package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Cpu;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelMaps;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.xdp.XdpLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One scenario in the kernel, from making its maps to comparing them. All that it makes goes when it is closed. */
final class KernelSession implements AutoCloseable {
    private final Kernel kernel;
    private final Scenario scenario;
    private final ScenarioRecording recording;
    private final Program linked;
    private final BpfObject object;
    private final XdpLayout layout;
    private final Devices devices;
    private final boolean own;
    private final Resources resources = new Resources();
    private final List<Checked.Code> programs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param outside why there is no network namespace for the session; empty if there is one */
    KernelSession(Kernel kernel, Scenario scenario, ScenarioRecording recording, Program linked,
            Optional<String> outside) {
        this.kernel = kernel;
        this.scenario = scenario;
        this.recording = recording;
        this.linked = linked;
        this.object = BpfObject.read(scenario.program().object());
        this.layout = XdpLayout.of(kernel.types()).orElse(XdpLayout.SIMULATED);
        this.devices = Devices.of(recording);
        Optional<String> missing = outside.map(why -> "no network namespace of its own (" + why + ")")
                .or(() -> devices.create() instanceof Answer.Refused<Long> refused
                        ? Optional.of("no veth devices (" + refused + ")") : Optional.empty());
        missing.ifPresent(
                why -> notes.add(why + ": packets come from the loopback device, and no program is bound to a "
                        + "device"));
        this.own = missing.isEmpty();
    }

    Checked run() {
        Answer<KernelMaps> answer = kernel.create(linked.maps(), object.btf());
        if (answer instanceof Answer.Refused<KernelMaps> refused) {
            return new Checked.Skipped(List.of("the object's maps: " + Words.last(refused)));
        }
        KernelMaps maps = resources.hold(answer.value("maps"));
        Optional<String> entry = new Entries(maps, resources).fill(recording.scenario().past().receivers());
        int cpu = scenario.kernel().cpu() < Cpu.possible() ? scenario.kernel().cpu() : 0;
        if (Cpu.keepOn(cpu) instanceof Answer.Refused<Long> refused) {
            notes.add("the run cannot be kept on CPU " + cpu + ": " + refused);
        }
        codes(maps);
        entry.ifPresent(why -> notes.add("packets are not run: " + why));
        List<Checked.Packet> packets = entry.isPresent() ? List.of() : packets(maps);
        List<Checked.MapContents> contents = packets.stream().anyMatch(p -> p.nanos().isPresent())
                ? contents(maps, new MapsCheck(scenario.kernel().cpu(), cpu)) : List.of();
        return new Checked.Compared(programs, packets, contents, Substitution.calls(linked), notes);
    }

    /** Programs behind the main one are linked by themselves, as they are loaded. */
    private List<Program> tailCalled() {
        return linked.functions().stream().filter(f -> f.kind() == ProgramFunction.Kind.TAIL_CALLED)
                .map(f -> object.link(f.name(), Optional.of(recording.setup().driver().btf()))).toList();
    }

    private void codes(KernelMaps maps) {
        CodeCheck check = new CodeCheck(kernel, layout,
                own ? OptionalInt.of(devices.ifindex()) : OptionalInt.empty());
        code(check, object, linked, maps.all(), Executed.of(recording));
        tailCalled().forEach(p -> code(check, object, p, maps.all(), new BitSet()));
        KernelCheck.attached(scenario).forEach(a -> attached(check, a));
    }

    private void attached(CodeCheck check, Receiver.Attached attached) {
        BpfObject other = BpfObject.read(attached.object());
        String name = attached.program().orElseGet(() -> PastXdpChoice.of(other, scenario, attached));
        Program program = other.link(name, Optional.of(recording.setup().driver().btf()));
        switch (kernel.create(program.maps(), other.btf())) {
            case Answer.Refused<KernelMaps> refused ->
                    notes.add("program " + name + " is not loaded: its maps: " + Words.last(refused));
            case Answer.Done<KernelMaps>(KernelMaps maps) -> {
                try (maps) {
                    code(check, other, program, maps.all(), new BitSet());
                }
            }
        }
    }

    private void code(CodeCheck check, BpfObject of, Program program, List<KernelMap> maps, BitSet executed) {
        if (!check.possible(program)) {
            notes.add("program " + program.name() + " is not loaded as it is: its kfuncs take a device");
            return;
        }
        try {
            programs.add(check.check(of, program, maps, executed));
        } catch (ProblemException e) {
            notes.add("the instructions of program " + program.name() + " are not compared: " + e.what());
        }
    }

    private List<Checked.Packet> packets(KernelMaps maps) {
        Answers answers = Answers.of(recording, linked);
        KernelMap answerMap = resources.hold(kernel.create(answers.map()).value("map of answers"));
        List<KernelMap> all = new ArrayList<>(maps.all());
        all.add(answerMap);
        Map<String, KernelProgram> loaded = new HashMap<>();
        for (Program program : Stream.concat(Stream.of(linked), tailCalled().stream()).toList()) {
            Answer<KernelProgram> answer = kernel.load(Substitution.apply(program, answers), all,
                    Hooks.of(program.section(), object.license()), object.btf());
            if (answer instanceof Answer.Refused<KernelProgram> refused) {
                notes.add("program " + program.name() + " cannot be run: " + Words.last(refused));
                return List.of();
            }
            loaded.put(program.name(), resources.hold(answer.value("program")));
        }
        if (maps.fill(loaded) instanceof Answer.Refused<Long> refused) {
            notes.add("a program does not go into its map: " + refused);
            return List.of();
        }
        try (PacketRuns runs = new PacketRuns(recording, answers, answerMap, maps, loaded.get(linked.name()), own)) {
            return recording.packets().stream().map(runs::run).toList();
        }
    }

    private List<Checked.MapContents> contents(KernelMaps maps, MapsCheck check) {
        List<MapContents> ours = recording.mapsAtEnd();
        List<Checked.MapContents> contents = new ArrayList<>();
        for (int i = 0; i < maps.all().size(); i++) {
            if (MapsCheck.readable(maps.all().get(i).spec())) {
                contents.add(new Checked.MapContents(maps.all().get(i).spec().name(),
                        check.compare(ours.get(i), maps.all().get(i))));
            }
        }
        return contents;
    }

    @Override
    public void close() {
        resources.close();
    }

    /** Which instructions of the loaded program have run. */
    private static final class Executed {
        private static BitSet of(ScenarioRecording recording) {
            BitSet executed = new BitSet();
            for (PacketResult packet : recording.packets()) {
                for (int insn : recording.recording().path(packet.program().index()).insns()) {
                    int original = packet.program().program().origins().get(insn).insn();
                    if (original >= 0) {
                        executed.set(original);
                    }
                }
            }
            return executed;
        }
    }
}
