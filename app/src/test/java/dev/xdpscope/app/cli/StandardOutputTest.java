package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Standard output that cannot be written. */
final class StandardOutputTest {
    private static Optional<String> failure(String message) {
        @SuppressWarnings("resource")
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
        assertThrows(IOException.class, () -> output.write('x'));
        return output.failure();
    }

    @Test
    void aReaderMayGoAwayButAFullDiskIsToBeTold() {
        assertEquals(Optional.empty(), failure("Broken pipe"));
        assertEquals(Optional.of("No space left on device"), failure("No space left on device"));
    }
}
