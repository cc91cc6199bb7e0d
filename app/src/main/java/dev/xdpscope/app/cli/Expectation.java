package dev.xdpscope.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Comparing a result with the JSON that an earlier call of the same command printed. */
final class Expectation {
    private static final int CHECK_FAILED = 1;

    @Option(names = "--expect", paramLabel = "FILE",
            description = "Compare with the JSON that an earlier run printed; exit code 1 if something differs.")
    private Optional<Path> file = Optional.empty();

    /** What is expected; empty if nothing is. What cannot be read is a problem. */
    Optional<JsonNode> read() {
        return file.map(JsonNodes::read);
    }

    /**
     * Prints how {@code actual} differs from {@code wanted}.
     *
     * @param subject what was compared, for the note, for example {@code 44 packets}
     * @return the exit code
     */
    int compare(JsonNode wanted, JsonNode actual, String subject, boolean json, Terminal terminal) {
        List<JsonDifference> differences = JsonDifference.between(wanted, actual);
        if (json) {
            terminal.line(JsonText.of(JsonDifference.json(differences)));
        } else {
            differences.forEach(d -> terminal.line(d.toString()));
        }
        terminal.note(differences.isEmpty() ? subject + " as expected"
                : differences.size() + (differences.size() == 1 ? " difference" : " differences") + " from "
                        + file.orElseThrow());
        return differences.isEmpty() ? 0 : CHECK_FAILED;
    }
}
