package dev.xdpscope.drivers.packet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/** Runs Wireshark's command-line tools as an independent opinion. */
final class Tshark {
    private Tshark() {}

    /** One map per packet: field name to its first value, empty where the packet has no such field. */
    static List<Map<String, String>> fields(Path capture, String... fields) throws Exception {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-T", "fields",
                "-E", "occurrence=f", "-E", "separator=|"));
        for (String preference : List.of("tcp.check_checksum:TRUE", "udp.check_checksum:TRUE", "ip.check_checksum:TRUE",
                "sctp.checksum:CRC 32c", "ip.defragment:FALSE", "ipv6.defragment:FALSE")) {
            command.addAll(List.of("-o", preference));
        }
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        return run(command).lines().map(line -> line.split("\\|", -1))
                .map(values -> IntStream.range(0, fields.length).boxed()
                        .collect(java.util.stream.Collectors.toMap(i -> fields[i], i -> values[i])))
                .toList();
    }

    /** Standard output of a tool; skips the test if it is not installed. */
    static String run(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            Assumptions.abort(command.getFirst() + " is not installed: nothing is compared with Wireshark's reading");
            throw e;
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + process.exitValue());
        }
        return out;
    }
}
