package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.RunPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what the program of a recording called. */
final class CallCounter {
    private record Key(String name, CallCount.How how) {}

    private final ScenarioRecording recording;
    private final Program program;
    private final Map<Key, Long> counts = new LinkedHashMap<>();

    private CallCounter(ScenarioRecording recording) {
        this.recording = recording;
        this.program = recording.program();
    }

    /** By what was behind the calls, then by name. */
    static List<CallCount> of(ScenarioRecording recording) {
        CallCounter counter = new CallCounter(recording);
        recording.packets().stream().map(PacketResult::program).forEach(counter::run);
        List<CallCount> all = new ArrayList<>();
        counter.counts.forEach((key, n) -> all.add(new CallCount(key.name(), key.how(), n)));
        all.sort(Comparator.comparing(CallCount::how).thenComparing(CallCount::name));
        return List.copyOf(all);
    }

    /** A kfunc that the kernel answers itself returns as a helper does. */
    private void run(Run run) {
        for (Run.Happened happened : run.events()) {
            if (happened.event() instanceof CallEvent.Returned returned
                    && program.kfuncs().stream().noneMatch(k -> k.name().equals(returned.name()))) {
                count(returned.name(), CallCount.How.HELPER);
            }
        }
        RunPath path = recording.recording().path(run.index());
        for (int insn : path.insns()) {
            if (insn >= 0 && insn < program.code().size()) {
                step(insn);
            }
        }
    }

    private void step(int insn) {
        Origin origin = program.origins().get(insn);
        if (program.code().get(insn) instanceof Insn.CallKfunc(int id, int module)) {
            Kfunc kfunc = program.kfuncs().get(id);
            switch (kfunc.binding()) {
                case Kfunc.Binding.Body b -> count(kfunc.name(), CallCount.How.BODY);
                case Kfunc.Binding.Stub s -> count(kfunc.name(), CallCount.How.STUB);
                case Kfunc.Binding.Native n -> count(kfunc.name(), CallCount.How.NATIVE);
                case Kfunc.Binding.Unbound u -> {}
            }
        }
        if (origin.pass() == PassName.KFUNC_EXPANSION && origin.step() == 0) {
            replaced(origin.insn()).ifPresent(name -> count(name, CallCount.How.IN_PLACE));
        }
    }

    /** The kfunc that instruction {@code insn} of the object's program called before it was replaced. */
    private Optional<String> replaced(int insn) {
        Program linked = program.after(PassName.RELOCATION);
        return linked.code().get(insn) instanceof Insn.CallKfunc(int id, int module)
                ? Optional.of(linked.kfuncs().get(id).name()) : Optional.empty();
    }

    private void count(String name, CallCount.How how) {
        counts.merge(new Key(name, how), 1L, Long::sum);
    }
}
