package dev.xdpscope.drivers.lab.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Loading;
import dev.xdpscope.drivers.lab.scenario.LoadingReader;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.object.Kconfig;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel refuses of how a program is loaded, before anything runs. */
final class LoadingTest {
    private static final ConfiguredNic SETUP = Nics.load("mlx5").configure(Optional.empty(), Map.of());

    private static Map<String, String> words(String text) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : text.split(" ")) {
            words.put(word.split("=")[0], word.split("=")[1]);
        }
        return words;
    }

    private static Scenario scenario(String sample, String words) {
        return Samples.scenario(sample).with(Change.loading(LoadingReader.read(Loading.DEFAULT, words(words))));
    }

    private static ProblemException refused(String sample, String words) {
        return assertThrows(ProblemException.class, () -> Lab.prepare(scenario(sample, words), SETUP));
    }

    @Test
    void kfuncsThatAnOlderKernelHasNot() {
        assertTrue(
                refused("frags/pull.json", "kernel=6.17").what().startsWith("extern (func ksym) 'bpf_xdp_pull_data': "
                        + "not found in kernel or module BTFs (-ESRCH): Linux 6.17 has none, it came with 6.18"));
        Lab.prepare(scenario("frags/scenario.json", "kernel=6.8"), SETUP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bound=false                           | metadata kfuncs require device-bound program: -EINVAL
            bound=other-device                    | Program bound to different device: -EINVAL
            bound=no-device                       | no interface with that prog_ifindex
            bound=offload                         | metadata kfuncs can't be offloaded
            mode=generic                          | Can't attach device-bound programs in generic mode: -EINVAL
            mode=generic kernel=6.13              | Can't attach device-bound programs in generic mode: -EINVAL
            mode=generic kernel=6.12              | would read past it
            mode=test-run                         | BPF_PROG_TEST_RUN of a device-bound program: -EINVAL
            into=prog_array                       | cannot be put into a map of type prog_array: -EINVAL
            into=devmap                           | cannot be put into a map of type devmap: -EINVAL
            into=cpumap kernel=6.3                | cannot be put into a map of type cpumap: -EINVAL
            kernel=6.1                            | no metadata kfuncs
            bound=other-device mode=generic       | Program bound to different device
            """)
    void aProgramWithKfuncs(String words, String message) {
        ProblemException e = refused("hints-to-metadata/scenario.json", words);
        assertTrue(e.what().contains(message), e.what());
        assertEquals(Optional.of("xdp"), e.place().section());
        assertTrue(e.place().file().orElseThrow().endsWith("hints_to_metadata.bpf.o"));
        assertTrue(!e.remedy().isEmpty());
    }

    @Test
    void aProgramWithoutKfuncsNeedsNoDevice() {
        for (String words : new String[]{"bound=false", "bound=false into=devmap", "bound=false kernel=6.3"}) {
            Lab.prepare(scenario("parse-and-count/scenario.json", words), SETUP);
        }
        assertTrue(refused("parse-and-count/scenario.json", "bound=false mode=generic").what().contains("accepts"));
        assertTrue(!refused("parse-and-count/scenario.json", "bound=offload").what().contains("kfuncs"));
    }

    @Test
    void fragsAndABoundDeviceExcludeEachOtherBefore68() {
        Program plain = Lab.prepare(Samples.scenario("parse-and-count/scenario.json"), SETUP);
        Program frags = new Program(plain.name(), "xdp.frags", plain.code(), plain.origins(), plain.lines(),
                plain.functions(), plain.maps(), plain.kfuncs(), plain.pass(), plain.before());
        ProblemException e = assertThrows(ProblemException.class, () -> check(frags, "kernel=6.6"));
        assertTrue(e.what().contains("BPF_F_XDP_HAS_FRAGS"), e.what());
        check(frags, "kernel=6.8");
        check(frags, "kernel=6.6 bound=false");
        check(plain, "kernel=6.6");
    }

    @Test
    void kfuncsAreForGplCompatiblePrograms() {
        Program calls = Lab.prepare(Samples.scenario("hints-to-metadata/scenario.json"), SETUP).object();
        LoadingCheck.check(calls, "Dual BSD/GPL", Loading.DEFAULT);
        for (String license : new String[]{"Apache-2.0", "Proprietary", "", "gpl", "GPL-2.0"}) {
            ProblemException e =
                    assertThrows(ProblemException.class, () -> LoadingCheck.check(calls, license, Loading.DEFAULT));
            assertTrue(e.what().startsWith("cannot call kernel function from non-GPL compatible program"), e.what());
        }
        Program none = Lab.prepare(Samples.scenario("parse-and-count/scenario.json"), SETUP).object();
        LoadingCheck.check(none, "Proprietary", Loading.DEFAULT);
    }

    private static void check(Program program, String words) {
        LoadingCheck.check(program, "GPL", LoadingReader.read(Loading.DEFAULT, words(words)));
    }

    @Test
    void scenariosSayIt(@TempDir Path folder) throws IOException {
        assertEquals(Loading.DEFAULT, Samples.scenario("parse-and-count/scenario.json").kernel().loading());
        assertEquals(new Loading(Loading.Bound.NOTHING, Loading.Mode.GENERIC, Optional.of(Loading.Into.DEVMAP),
                new Loading.Kernel(6, 12), Optional.of(folder.resolve("config"))),
                read(folder, "{\"bound\": false, \"mode\": \"generic\", \"into\": \"devmap\", \"kernel\": \"6.12\", "
                        + "\"kconfig\": \"config\"}"));
        assertEquals(Loading.Bound.OTHER_DEVICE, read(folder, "{\"bound\": \"other-device\"}").bound());
        for (String wrong : new String[]{"{\"bound\": \"maybe\"}", "{\"mode\": 3}", "{\"bund\": true}",
            "{\"kernel\": \"six\"}", "[]"}) {
            ProblemException e = assertThrows(ProblemException.class, () -> read(folder, wrong));
            assertTrue(e.getMessage().contains("/load"), e.getMessage());
        }
    }

    @Test
    void programsSeeTheKernelTheyAreLoadedInto() {
        assertEquals(0x7_01_00, Loading.DEFAULT.configuration().version());
        assertEquals(Kconfig.SIMULATED, Loading.DEFAULT.configuration());
        Loading older = LoadingReader.read(Loading.DEFAULT, words("kernel=6.12"));
        assertEquals(0x6_0c_00, older.configuration().version());
        Loading missing = LoadingReader.read(Loading.DEFAULT, words("kconfig=/nowhere/config"));
        assertThrows(ProblemException.class, missing::configuration);
    }

    private static Loading read(Path folder, String load) throws IOException {
        Path file = Files.writeString(folder.resolve("scenario.json"),
                "{\"nic\": \"mlx5\", \"object\": \"a.o\", \"packets\": \"a.pcap\", \"load\": " + load + "}");
        return ScenarioFile.read(file).kernel().loading();
    }
}
