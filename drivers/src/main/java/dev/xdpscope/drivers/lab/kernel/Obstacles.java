package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.MetadataFate;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.xdp.XdpMd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a scenario needs that the running kernel has not. */
final class Obstacles {
    private static final String RDONLY_CAST = "bpf_rdonly_cast";

    private final List<String> found = new ArrayList<>();

    private Obstacles() {}

    static List<String> of(Scenario scenario, ConfiguredNic setup, Program linked, Btf kernel) {
        Obstacles obstacles = new Obstacles();
        linked.code().stream().filter(Insn.CallKfunc.class::isInstance)
                .map(c -> linked.kfuncs().get(((Insn.CallKfunc) c).id())).distinct()
                .forEach(k -> obstacles.kfunc(k, kernel));
        if (scenario.program().design() == AccessDesign.XDP_MD_FIELD) {
            obstacles.found.add("fields of xdp_md behind its " + XdpMd.SIZE + " bytes");
        }
        if (setup.metadata().kind() == MetadataFate.Kind.UNSUPPORTED) {
            obstacles.found.add("a driver without room for metadata (a test run always has it)");
        }
        return List.copyOf(obstacles.found);
    }

    private void kfunc(Kfunc kfunc, Btf kernel) {
        Optional<BtfType.Func> function = kernel.named(kfunc.name()).stream().map(kernel::type)
                .filter(BtfType.Func.class::isInstance).map(BtfType.Func.class::cast).findFirst();
        if (function.isEmpty()) {
            found.add("kfunc " + kfunc.name());
        } else if (kernel.type(function.get().prototype()) instanceof BtfType.FunctionPrototype p
                && p.parameters().size() != kfunc.parameters() && kfunc.parameters() >= 0) {
            found.add("kfunc " + kfunc.name() + " with " + kfunc.parameters() + " parameter"
                    + (kfunc.parameters() == 1 ? "" : "s") + ", of which it has " + p.parameters().size());
        } else if (kfunc.name().equals(RDONLY_CAST)) {
            found.add("the driver's structures, which the program reads by raw pointers");
        }
    }
}
