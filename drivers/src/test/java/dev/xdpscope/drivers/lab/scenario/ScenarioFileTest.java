package dev.xdpscope.drivers.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.ClockSettings;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario file may say, and how mistakes in it are told. */
final class ScenarioFileTest {
    private static final String REST = "\"nic\": \"mlx5\", \"object\": \"a.o\", \"packets\": \"b.pcap\"";

    @TempDir
    private Path folder;

    @Test
    void namesOfFilesAreRelativeToTheScenario() throws IOException {
        Scenario scenario =
                read("{" + REST + ", \"descriptors\": \"../d.hex\", \"configuration\": {\"clock\": \"real-time\"}}");
        assertEquals(folder.resolve("a.o"), scenario.program().object());
        assertEquals(folder.resolve("b.pcap"), scenario.packets().capture());
        assertEquals(folder.getParent().resolve("d.hex"), scenario.packets().descriptors().orElseThrow());
        assertEquals(Map.of("clock", "real-time"), scenario.nic().configuration());
        assertEquals(AccessDesign.KFUNC_CALL, scenario.program().design());
        assertEquals(KernelSettings.DEFAULT, scenario.kernel());
    }

    @Test
    void theClockMayGoWrong() throws IOException {
        Scenario scenario = read("{" + REST + """
                , "clock": { "ppb": -50, "start": 4294967000, "missed": 2, "adjust": { "after": 9, "ppb": 50 },
                  "step": [{ "after": 7, "by": -3, "elsewhere": true }, { "after": 5, "by": 1 }] }}""");
        assertEquals(new ClockSettings(-50, OptionalLong.of(4_294_967_000L),
                List.of(new ClockSettings.Adjustment(9, 50)),
                List.of(new ClockSettings.Step(5, 1, false), new ClockSettings.Step(7, -3, true)), 2),
                scenario.kernel().clock());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {REST, "nik": "x"}                      | at /nik: there is no member 'nik'
            {"nic": "mlx5", "packets": "b"}         | the member 'object' is missing
            {REST, "design": "telepathy"}           | at /design: there is no access design 'telepathy'. Known here: kfunc-call
            {REST, "limit": 0}                      | at /limit: the number 0 is out of range
            {REST, "limit": "many"}                 | at /limit: a whole number was expected
            {REST, "limit": 1.5}                    | at /limit: a whole number was expected
            {REST, "kernel": {"cpus": 2, "cpu": 2}} | at /kernel/cpu: the number 2 is out of range
            {REST, "kernel": {"ram": 2}}            | at /kernel/ram: there is no member 'ram'
            {REST, "clock": {"ppb": 100000001}}     | at /clock/ppb: the number 100000001 is out of range
            {REST, "clock": {"step": {"by": 1}}}    | at /clock/step: the member 'after' is missing
            {REST, "clock": {"step": [{"after": -1, "by": 1}]}} | at /clock/step/0/after: the number -1 is out of range
            {REST, "clock": {"adjust": {"after": 0, "by": 1}}}  | at /clock/adjust/by: there is no member 'by'
            {REST, "clock": {"missed": -1}}         | at /clock/missed: the number -1 is out of range
            {REST, "configuration": {"clock": null}}| at /configuration/clock: text was expected
            {REST, "limit": 1, "limit": 2}          | not JSON
            {REST                                   | not JSON
            []                                      | an object was expected
            null                                    | an object was expected
            """)
    void mistakesAreToldWithTheirPlace(String json, String expected) {
        ProblemException e = assertThrows(ProblemException.class, () -> read(json.replace("REST", REST)));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertTrue(e.getMessage().contains("scenario.json"), e.getMessage());
    }

    @Test
    void filesThatCannotBeReadAreTold() throws IOException {
        assertTrue(problem(folder).contains("directory"));
        assertTrue(problem(folder.resolve("none.json")).contains("no such file"));
        assertTrue(problem(Files.createFile(folder.resolve("empty.json"))).contains("empty"));
    }

    private String problem(Path file) {
        return assertThrows(ProblemException.class, () -> ScenarioFile.read(file)).getMessage();
    }

    private Scenario read(String json) throws IOException {
        return ScenarioFile.read(Files.writeString(folder.resolve("scenario.json"), json));
    }
}
