package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real libbpf makes of the fixtures, byte for byte, where it is installed and may create maps. */
class LibbpfTest {
    /** BPF_F_MMAPABLE: lets user space see a data section with global variables, which is no concern of a program. */
    private static final int MMAPABLE = 1 << 10;

    private static final String CONFIGURATION = """
            # CONFIG_BPF_JIT is not set
            CONFIG_BPF_JIT=y
            CONFIG_BPF_JIT=n
            CONFIG_VLAN_8021Q=m
            CONFIG_PTP_1588_CLOCK=m
            CONFIG_NR_CPUS=0x100
            CONFIG_HZ=-0310
            CONFIG_DEFAULT_HOSTNAME="too long"
            """;

    @Test
    void linksAsLibbpfDoes(@TempDir Path folder) {
        Tools.need("gcc");
        assumeTrue(Files.exists(Path.of("/usr/include/bpf/libbpf.h")),
                "libbpf-dev is not installed: nothing to compare with");
        Tools.run(folder, "gcc", "-o", "oracle", Tools.fixture("libbpf_oracle.c").toString(), "-lbpf");
        for (String name : List.of("maps.bpf.o", "subprograms.bpf.o", "layouts.bpf.o")) {
            BpfObject object = BpfObject.read(Tools.fixture(name));
            object.programs().forEach(p -> compare(folder, object, p.name(), Optional.empty()));
        }
        BpfObject core = BpfObject.read(Tools.fixture("core.bpf.o"));
        core.programs().forEach(p -> compare(folder, core, p.name(), Optional.of(Tools.fixture("core_target.bpf.o"))));
        BpfObject matches = BpfObject.read(Tools.fixture("matches.bpf.o"));
        matches.programs().forEach(
                p -> compare(folder, matches, p.name(), Optional.of(Tools.fixture("matches_target.bpf.o"))));
        BpfObject kconfig = BpfObject.read(Tools.fixture("kconfig.bpf.o"), running(CONFIGURATION));
        kconfig.programs().forEach(p -> compare(folder, kconfig, p.name(), Optional.empty()));
        BpfObject ksyms = BpfObject.read(Tools.fixture("ksyms.bpf.o"));
        // The kernel refuses the unguarded program, and then libbpf has no maps to compare with.
        ksyms.programs().stream().filter(p -> !p.name().equals("unguarded"))
                .forEach(p -> compare(folder, ksyms, p.name(), Optional.empty()));
    }

    /** The configuration of the kernel underneath, as far as libbpf does not take it from the text. */
    private static Kconfig running(String text) {
        Matcher release = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*").matcher(System.getProperty("os.version"));
        assumeTrue(release.matches(), "the running kernel's version is not of three numbers");
        int version = Integer.parseInt(release.group(1)) << 16 | Integer.parseInt(release.group(2)) << 8
                | Math.min(255, Integer.parseInt(release.group(3)));
        return new Kconfig(Kconfig.parse(text.getBytes(StandardCharsets.UTF_8), Place.NOWHERE).options(), version);
    }

    private static void compare(Path folder, BpfObject object, String name, Optional<Path> target) {
        List<String> command = new ArrayList<>(List.of("./oracle", object.name().toString(), name,
                target.map(Path::toString).orElse("-"), CONFIGURATION));
        List<String> lines = Tools.run(folder, command.toArray(String[]::new)).lines().toList();
        List<String> maps = lines.stream().filter(l -> l.startsWith("map ")).toList();
        assumeTrue(maps.stream().noneMatch(m -> m.startsWith("map -")), "bpf(2) is not permitted: libbpf cannot link");
        assertEquals(maps.stream().map(LibbpfTest::withoutMmapable).toList(),
                object.maps().stream().map(LibbpfTest::describe).toList());
        assertEquals(lines.stream().filter(l -> l.startsWith("kconfig ")).toList(),
                object.maps().stream().filter(m -> m.name().equals(".kconfig"))
                        .map(m -> "kconfig " + HexFormat.of().formatHex(m.initial().orElseThrow())).toList());
        List<Integer> descriptors = maps.stream().map(m -> Integer.parseInt(m.split(" ")[1])).toList();
        Optional<Btf> types = target.flatMap(t -> BpfObject.read(t).btf());
        Program program = object.link(name, types, kfunc -> false);
        byte[] code = Encoder.encode(program.code().stream().map(i -> loaded(i, descriptors)).toList());
        assertEquals(lines.stream().filter(l -> l.matches("[0-9a-f]{16}")).map(LibbpfTest::poisoned).toList(),
                HexFormat.of().formatHex(code).replaceAll("(.{16})", "$1\n").lines()
                        .map(LibbpfTest::poisoned).toList(),
                object.name() + " " + name);
    }

    /** A call of a missing kfunc: before 1.2 libbpf left its number 0, since then it is poisoned with the symbol's number. */
    private static String poisoned(String insn) {
        return insn.matches("8520000000000000|85000000..185477") ? "call of a missing kfunc" : insn;
    }

    private static String describe(MapSpec m) {
        return m.type() + " " + m.keySize() + " " + m.valueSize() + " " + m.maxEntries() + " " + m.flags();
    }

    private static String withoutMmapable(String map) {
        String[] words = map.split(" ");
        words[6] = "" + (Integer.parseInt(words[6]) & ~MMAPABLE);
        return String.join(" ", List.of(words).subList(2, 7));
    }

    private static Insn loaded(Insn insn, List<Integer> descriptors) {
        return switch (insn) {
            case Insn.LoadImm64(int dst, Imm64.MapFd(int map)) ->
                    new Insn.LoadImm64(dst, new Imm64.MapFd(descriptors.get(map)));
            case Insn.LoadImm64(int dst, Imm64.MapValue(int map, int off)) ->
                    new Insn.LoadImm64(dst, new Imm64.MapValue(descriptors.get(map), off));
            default -> insn;
        };
    }
}
