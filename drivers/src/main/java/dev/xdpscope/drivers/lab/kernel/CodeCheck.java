package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.prepare.KernelView;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.LoadRequest;
import dev.xdpscope.engine.kernel.check.CodeComparison;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.tc.KernelSkb;
import dev.xdpscope.engine.xdp.XdpLayout;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Loads a program as it is and compares what the verifier made of it with what our passes make. */
final class CodeCheck {
    private final Kernel kernel;
    private final XdpLayout layout;
    private final OptionalInt device;

    /** @param device to which programs with metadata kfuncs are bound, in the calling thread's namespace */
    CodeCheck(Kernel kernel, XdpLayout layout, OptionalInt device) {
        this.kernel = kernel;
        this.layout = layout;
        this.device = device;
    }

    /** Whether the program can be loaded: one with metadata kfuncs only for a device. */
    boolean possible(Program linked) {
        return device.isPresent() || !bound(linked);
    }

    private static boolean bound(Program linked) {
        return linked.code().stream().anyMatch(insn -> insn instanceof Insn.CallKfunc call
                && Answered.of(linked.kfuncs().get(call.id())).isPresent());
    }

    /**
     * @param maps the program's, in the order of its table
     * @param executed instructions of {@code linked} that have run
     */
    Checked.Code check(BpfObject object, Program linked, List<KernelMap> maps, BitSet executed) {
        LoadRequest how = Hooks.of(linked.section(), object.license());
        Answer<KernelProgram> answer = kernel.load(linked, maps,
                bound(linked) ? how.boundTo(device.orElseThrow()) : how, object.btf());
        return switch (answer) {
            case Answer.Refused<KernelProgram> refused -> new Checked.Code(linked.name(), linked.section(),
                    Optional.empty(), Words.last(refused));
            case Answer.Done<KernelProgram>(KernelProgram program) -> {
                try (program) {
                    yield new Checked.Code(linked.name(), linked.section(),
                            Optional.of(compare(linked, program, maps, executed)), "");
                }
            }
        };
    }

    private CodeComparison compare(Program linked, KernelProgram program, List<KernelMap> maps, BitSet executed) {
        Program ours = PastXdpChoice.onSkb(linked.section())
                ? KernelView.onSkb(linked, new KernelSkb(kernel.types())) : KernelView.of(linked, layout);
        BitSet ran = new BitSet();
        for (int i = 0; i < ours.code().size(); i++) {
            Origin origin = ours.origins().get(i);
            ran.set(i, origin.insn() >= 0 && executed.get(origin.insn()));
        }
        return CodeComparison.of(ours, program.translated(), maps.stream().map(KernelMap::id).toList(),
                kernel.symbols(), ran);
    }
}
