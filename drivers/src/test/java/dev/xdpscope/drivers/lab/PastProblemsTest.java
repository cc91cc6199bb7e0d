package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a receiver is said with its place and in the kernel's terms. */
final class PastProblemsTest {
    private static final String CPU = "{\"map\": \"cpus\", \"key\": 1, \"cpu\": ";

    /** A receiver in place of the first of the cpumap sample, and words of the message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"map": "cpu", "key": 1, "cpu": {}}                                        | no program has a redirect map cpu
            {"map": "had", "key": 1, "cpu": {}}                                        | no program has a redirect map had
            {"map": "cpus", "key": 9, "cpu": {}}                                       | -ENODEV
            {"map": "cpus", "key": 1, "device": {"ifindex": 4}}                        | is a cpumap, not a devmap
            {"map": "cpus", "key": 1, "cpu": {}, "socket": {}}                         | these exclude each other
            {"map": "cpus", "cpu": {}}                                                 | 'key' is missing
            {"map": "cpus", "key": -1, "cpu": {}}                                      | out of range
            {"map": "cpus", "key": 1, "cpu": {"object": "OBJ", "program": "spread"}}   | of section xdp
            {"map": "cpus", "key": 1, "cpu": {"object": "OBJ", "program": "nobody"}}   | there is no program nobody
            {"map": "cpus", "key": 1, "veth": {"ifindex": 5, "nic": "nonesuch"}}       | nonesuch
            {"map": "cpus", "key": 1, "socket": {"chunk": 3000}}                       | cannot have 3000 bytes
            {"map": "cpus", "key": 1, "socket": {"chunk": 2048, "headroom": 1500}}     | out of range
            """)
    void receivers(String receiver, String words, @TempDir Path folder) throws IOException {
        ProblemException e = assertThrows(ProblemException.class, () -> run(receiver, "", folder));
        assertTrue(e.getMessage().contains(words), e::getMessage);
        assertTrue(e.place().file().isPresent(), "a place in a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "tc": {"object": "OBJ", "program": "on_cpu"},  | of section xdp/cpumap
            "tc": {"object": "OBJ"},                       | there is no program in tc
            "gro": 1,                                      | true or false
            """)
    void tcAndGro(String member, String words, @TempDir Path folder) throws IOException {
        ProblemException e = assertThrows(ProblemException.class, () -> run(CPU + "{}}", member, folder));
        assertTrue(e.getMessage().contains(words), e::getMessage);
    }

    private static void run(String receiver, String more, Path folder) throws IOException {
        String object = Samples.file("past-xdp/cpumap.bpf.o").toString();
        String text = """
                {"nic": "mlx5", "object": "OBJ", "program": "spread", "packets": "%s", "limit": 1, %s
                 "kernel": {"cpus": 4}, "receivers": [%s]}
                """.formatted(Samples.file("captures/mixed.pcapng"), more, receiver).replace("OBJ", object);
        Lab.run(ScenarioFile.read(Files.writeString(folder.resolve("scenario.json"), text)));
    }
}
