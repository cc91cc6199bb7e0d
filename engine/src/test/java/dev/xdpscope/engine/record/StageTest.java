package dev.xdpscope.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is asked about a stage. */
class StageTest {
    private static String table() {
        return Arrays.stream(Stage.values()).map(s -> s + (s.isRecorded() ? " recorded" : "")
                + (s.isProgram() ? " program" : "") + (s.isXdp() ? " xdp" : "") + " at " + s.stop())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void whatRunsWhereAndAtWhichStop() {
        assertEquals("""
                wire at wire
                descriptor at descriptor
                driver at driver
                xdp recorded program xdp at xdp
                redirect recorded at redirect
                cpumap recorded program xdp at redirect
                devmap recorded program xdp at redirect
                veth recorded program xdp at redirect
                skb recorded at skb
                tc recorded program at tc
                af_xdp recorded at af_xdp
                """, table());
    }

    @Test
    void wordsAreReadBack() {
        for (Stage stage : Stage.values()) {
            assertEquals(Optional.of(stage), Stage.of(stage.toString()));
        }
        assertEquals(Optional.empty(), Stage.of("XDP"));
    }
}
