package dev.xdpscope.drivers.lab.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What drivers and maps refuse where packets may lie in several buffers. */
class BufferCheckTest {
    private static final Scenario TRAILERS = Samples.scenario("frags/scenario.json");

    private static List<String> withOneBuffer() {
        return Nics.builtIn().stream()
                .filter(n -> Nics.load(n).configure(Optional.empty(), Map.of()).buffers()
                        .filter(b -> b.frags().isEmpty()).isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("withOneBuffer")
    void whereThereIsOneBufferNoProgramIsTaken(String nic) {
        ProblemException problem = assertThrows(ProblemException.class, () -> Lab.run(TRAILERS.with(Change.nic(nic))));
        assertTrue(problem.what().startsWith(nic + " refuses the program: "), problem.what());
        assertEquals(2, Lab.run(TRAILERS.with(Change.nic(nic).and(Change.limit(2)))).packets().size());
    }

    @Test
    void aProgramThatTakesNoFragsIsRefused(@TempDir Path folder) throws IOException {
        Scenario plain =
                Samples.jumbo(folder, "mlx5", "hints-to-metadata/hints_to_metadata.bpf.o", "hints_to_metadata", "");
        ProblemException problem = assertThrows(ProblemException.class, () -> Lab.run(plain));
        assertTrue(problem.what().contains("too big for an XDP program not aware of multi buffer"), problem.what());
        assertTrue(problem.remedy().contains("xdp.frags"), problem.remedy());
        assertEquals("xdp", problem.place().section().orElseThrow());
        assertEquals(3, Lab.run(plain.with(Change.limit(3))).packets().size());
    }

    @Test
    void packetsThatNoChainOfBuffersHoldsAreRefused(@TempDir Path folder) throws IOException {
        Path nic = folder.resolve("nic");
        copy(nic, "\"most\": 3", "\"most\": 1");
        ProblemException problem =
                assertThrows(ProblemException.class, () -> Lab.run(TRAILERS.with(Change.nic(nic.toString()))));
        assertTrue(problem.what().contains("a packet of 9014 bytes does not fit into the buffers"), problem.what());
    }

    @Test
    void aMapTakesEntriesAsItsUser(@TempDir Path folder) throws IOException {
        Scenario scenario = Samples.jumbo(folder, "bnxt", "frags/redirect.bpf.o", "to_cpu", """
                { "map": "cpus", "key": 1, "cpu": { "object": "%s", "program": "in_one_buffer" } }
                """.formatted(Samples.file("frags/redirect.bpf.o")));
        ProblemException problem = assertThrows(ProblemException.class, () -> Lab.run(scenario));
        assertEquals("the map does not take program in_one_buffer (-EINVAL): of it and to_cpu, which redirects to the "
                + "map, only one is for frags", problem.what());
        assertTrue(problem.remedy().contains("xdp.frags/cpumap"), problem.remedy());
    }

    @Test
    void aProgArrayTakesEntriesAsItsUser(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("tail.bpf.c"), """
                __attribute__((section("xdp"), used)) int next(void *ctx) { return 2; }
                struct {
                    int (*type)[3];
                    int (*key_size)[4];
                    int (*max_entries)[1];
                    int (*values[])(void *);
                } programs __attribute__((section(".maps"), used)) = { .values = { next } };
                __attribute__((section("xdp.frags"), used)) int first(void *ctx)
                {
                    ((long (*)(void *, void *, unsigned))12)(ctx, &programs, 0);
                    return 1;
                }
                char LICENSE[] __attribute__((section("license"), used)) = "GPL";
                """);
        Path object = folder.resolve("tail.bpf.o");
        try {
            assertEquals(0, new ProcessBuilder("clang-19", "-O2", "-g", "-target", "bpf", "-c", "-o", object.toString(),
                    source.toString()).inheritIO().start().waitFor());
        } catch (IOException e) {
            Assumptions.abort(
                    "clang-19 is not installed: tail calls between programs with and without frags are not tried");
        }
        Scenario scenario = Scenario.of("mlx5", object, Samples.file("captures/mixed.pcapng"));
        ProblemException problem = assertThrows(ProblemException.class,
                () -> Lab.run(scenario.with(Change.program("first"))));
        assertEquals("a prog_array of first does not take program next (-EINVAL): only one of the two is for frags",
                problem.what());
    }

    /** A copy of mlx5's folder with one word another. */
    private static void copy(Path to, String old, String other) throws IOException {
        Path from = Path.of("src/main/resources/dev/xdpscope/drivers/nics/mlx5");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path json = to.resolve("nic.json");
        Files.writeString(json, Files.readString(json).replace(old, other));
    }
}
