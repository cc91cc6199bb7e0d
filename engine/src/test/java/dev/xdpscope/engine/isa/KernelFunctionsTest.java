package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of helpers and kfuncs is whole and agrees with itself. */
class KernelFunctionsTest {
    private static final Comparator<int[]> RELEASES = Arrays::compare;

    @Test
    void helpersAreThoseFrom1To211() {
        List<KernelFunction> helpers = KernelFunctions.helpers();
        assertEquals(211, helpers.size());
        for (int i = 0; i < helpers.size(); i++) {
            assertEquals(OptionalInt.of(i + 1), helpers.get(i).id());
        }
    }

    @Test
    void idsWereGivenOneAfterTheOther() {
        List<int[]> releases = KernelFunctions.helpers().stream().map(KernelFunctionsTest::release).toList();
        for (int i = 1; i < releases.size(); i++) {
            assertTrue(RELEASES.compare(releases.get(i - 1), releases.get(i)) <= 0, "helper " + (i + 1));
        }
    }

    @Test
    void everyEntryIsComplete() {
        Set<String> names = new HashSet<>();
        Stream.concat(KernelFunctions.helpers().stream(), KernelFunctions.kfuncs().stream()).forEach(f -> {
            assertTrue(names.add(f.name()), f.name());
            assertTrue(f.signature().matches("[\\w *]+[ *]" + f.name() + "\\([^()]+\\)"), f.signature());
            assertTrue(RELEASES.compare(release(f), new int[]{6, 18}) <= 0, f.name());
            assertTrue(f.xdp() || !f.gpl() && f.note().isEmpty(), f.name());
        });
        assertEquals(KernelFunctions.kfuncs().stream().map(KernelFunction::name).sorted().toList(),
                KernelFunctions.kfuncs().stream().map(KernelFunction::name).toList());
    }

    private static int[] release(KernelFunction f) {
        assertTrue(f.since().matches("\\d+\\.\\d+"), f.name());
        return Arrays.stream(f.since().split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
