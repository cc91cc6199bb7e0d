package dev.xdpscope.app.ui;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.stream.Stream;

/** The native libraries JavaFX draws text with on Linux, even without a display. */
final class NativeLibraries {
    private NativeLibraries() {}

    /** Whether they can be loaded; always so where JavaFX brings its own. */
    static boolean present() {
        return !System.getProperty("os.name").equals("Linux")
                || Stream.of("libfreetype.so.6", "libfontconfig.so.1", "libpango-1.0.so.0", "libpangoft2-1.0.so.0")
                        .allMatch(NativeLibraries::loads);
    }

    @SuppressWarnings("restricted") // loading runs nothing but the libraries' own start-up code
    private static boolean loads(String library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library, arena);
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }
}
