package dev.xdpscope.engine.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which definitions can be simulated. */
class MapsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            15, 4, 4, 1, of type 15
            1, 4, 8, 0, needs positive
            11, 8, 8, 4, without BPF_F_NO_PREALLOC
            22, 4, 8, 4, Leave the key out
            30, 4, 8, 4, Leave the key out
            27, 0, 0, 100, a power of two
            4, 4, 8, 1, Make both 4 bytes
            1, 4, 0, 1, needs positive
            1, -4, 8, 1, needs positive
            2, 8, 8, 1, has a key of 8 bytes
            14, 2, 4, 1, has a key of 2 bytes
            1, 4, 2147483647, 2147483647, Lower max_entries
            5, 2147483647, 2147483647, 2147483647, Lower max_entries
            6, 4, 2147483647, 2147483647, Lower max_entries
            2, 4, 1000, 1000000, Lower max_entries
            """)
    void refused(int type, int keySize, int valueSize, int entries, String part) {
        List<MapSpec> specs = List.of(TestBench.map("m", type, keySize, valueSize, entries));
        ProblemException e = assertThrows(ProblemException.class, () -> Maps.create(new Memory(), specs, 64));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void manyMapsAreTooMuchTogether() {
        List<MapSpec> specs = Collections.nCopies(300, TestBench.map("m", MapSpec.ARRAY, 4, 1 << 20, 1));
        assertThrows(ProblemException.class, () -> Maps.create(new Memory(), specs, 1));
    }

    @Test
    void contentsLongerThanTheValue() {
        MapSpec spec = new MapSpec(".data", MapSpec.ARRAY, 4, 4, 1, 0, Optional.of(new byte[5]), Optional.empty(),
                Optional.empty());
        assertThrows(ProblemException.class, () -> Maps.create(new Memory(), List.of(spec), 1));
    }

    @Test
    void dataSectionsBeginWithTheirContents() {
        MapSpec spec = new MapSpec(".data", MapSpec.ARRAY, 4, 4, 1, 0, Optional.of(new byte[]{1, 2, 3, 4}),
                Optional.empty(), Optional.empty());
        BpfMap map = Maps.create(new Memory(), List.of(spec), 1).get(0);
        assertArrayEquals(new byte[]{1, 2, 3, 4}, map.entries().getFirst().values().getFirst());
    }

    @Test
    void aMapIsFoundByTheAddressOfItsHandleOnly() {
        Memory memory = new Memory();
        Maps maps = Maps.create(memory, List.of(TestBench.map("a", 2, 4, 8, 1), TestBench.map("b", 1, 4, 8, 1)), 1);
        assertEquals(Optional.of(maps.get(1)), maps.at(memory, maps.get(1).handle().address(0)));
        assertEquals(Optional.empty(), maps.at(memory, maps.get(1).handle().address(4)));
        assertEquals(Optional.empty(), maps.at(memory, maps.get(1).values().address(0)));
        assertEquals(Optional.empty(), maps.at(memory, 0));
    }
}
