package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the running kernel can be asked. */
public sealed interface KernelAccess {
    /** It can. */
    record Open(Kernel kernel) implements KernelAccess {}

    /** It cannot. @param why what is missing, for example {@code CAP_BPF} */
    record Closed(String why) implements KernelAccess {}

    /** Capabilities that loading and attaching XDP programs with kfuncs takes (include/uapi/linux/capability.h, by bit). */
    Map<Integer, String> NEEDED = Map.of(12, "CAP_NET_ADMIN", 38, "CAP_PERFMON", 39, "CAP_BPF");

    /** Tries to load a program of two instructions. */
    static KernelAccess open() {
        if (Libc.bpf().isEmpty()) {
            return new Closed("bpf(2) is not known on " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch"));
        }
        Kernel kernel = new Kernel();
        return switch (kernel.load(pass(), List.of(), LoadRequest.of(LoadRequest.Hook.XDP, "Apache-2.0"))) {
            case Answer.Done<KernelProgram>(KernelProgram program) -> {
                program.close();
                yield new Open(kernel);
            }
            case Answer.Refused<KernelProgram> refused -> new Closed(missing(refused));
        };
    }

    private static Program pass() {
        Insn two = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(2));
        return new Program("pass", "xdp", List.of(two, new Insn.Exit()), List.of(Origin.source(0), Origin.source(1)),
                new TreeMap<>(), List.of(new ProgramFunction("pass", 0, 2, ProgramFunction.Kind.MAIN)), List.of(),
                List.of());
    }

    private static String missing(Answer.Refused<KernelProgram> why) {
        if (why.errno() == Errno.ENOSYS.number()) {
            return "this kernel has no bpf(2)";
        }
        List<String> lacking = new ArrayList<>();
        long held = capabilities();
        new TreeMap<>(NEEDED).forEach((bit, name) -> {
            if ((held >>> bit & 1) == 0) {
                lacking.add(name);
            }
        });
        return why.errno() == Errno.EPERM.number() && !lacking.isEmpty()
                ? "this process has not " + String.join(" and ", lacking)
                : "bpf(2) is refused whatever the capabilities: " + why;
    }

    /** The effective ones; none where they cannot be read. */
    private static long capabilities() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("CapEff:"))
                    .map(l -> Long.parseUnsignedLong(l.substring(7).strip(), 16)).findFirst().orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }
}
