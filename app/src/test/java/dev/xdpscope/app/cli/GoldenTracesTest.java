package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The trace of every sample is, to the letter, the text beside it: the first packet, and the first one that fares otherwise,
 * which has another verdict or other kinds of hops. Long traces are cut off.
 */
final class GoldenTracesTest {
    /** Of each packet; what repeats itself after that is in no need of a text. */
    private static final int LINES = 200;

    @ParameterizedTest
    @MethodSource("scenarios")
    void tracesAreAsExpected(Path scenario) throws IOException {
        ScenarioRecording recording = Lab.run(ScenarioFile.read(scenario));
        String text = chosen(recording.packets()).stream().map(p -> trace(recording, p)).collect(Collectors.joining());
        Golden.check(scenario.resolveSibling(scenario.getFileName().toString().replace(".json", ".trace.txt")), text);
    }

    static Stream<Path> scenarios() throws IOException {
        return SamplesTest.scenarios();
    }

    private static List<PacketResult> chosen(List<PacketResult> packets) {
        return Stream.concat(packets.stream().limit(1),
                packets.stream().filter(p -> !way(p).equals(way(packets.getFirst()))).limit(1)).toList();
    }

    private static String way(PacketResult packet) {
        return packet.verdict() + " " + packet.hops().stream().map(h -> h.getClass().getSimpleName()).toList();
    }

    private static String trace(ScenarioRecording recording, PacketResult packet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), print, print, false, 100);
        TraceRange range = TraceRange.of(recording, Optional.of(packet.index()), Optional.empty(), Optional.empty());
        new TraceWalk(recording, terminal).walk(range, new TraceText(terminal));
        terminal.out().flush();
        return out.toString(StandardCharsets.UTF_8).lines().limit(LINES).map(l -> l + "\n")
                .collect(Collectors.joining());
    }
}
