package dev.xdpscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that were saved with what a kernel made of them do the same ever after: no kernel is needed to know. */
class SavedProgramsTest {
    static List<Path> files() {
        return SavedPrograms.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void ourInterpreterDoesWhatTheKernelDid(Path file) {
        same(file, new Interpreted(new Coverage()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void thisKernelDoesItToo(Path file) {
        same(file, new InKernel(RandomProgramsTest.kernel()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrittenIsRead(Path file) {
        List<Saved> programs = SavedPrograms.read(file);
        String text = String.join("", programs.stream().map(Saved::text).toList());
        assertEquals(text, String.join("", SavedReader.read(text).stream().map(Saved::text).toList()));
    }

    private static void same(Path file, Engine engine) {
        int number = 0;
        for (Saved saved : SavedPrograms.read(file)) {
            assertEquals(saved.result(), engine.run(saved.program()),
                    "program " + number++ + " of " + file.getFileName() + ": " + saved.why());
        }
    }
}
