package dev.xdpscope.app.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The fonts that the program brings along: JavaFX finds none on a bare machine. */
final class Fonts {
    static final String SANS = "Inter";
    static final String MONO = "JetBrains Mono";

    private static final List<String> FILES = List.of("inter/Inter-Regular.otf", "inter/Inter-SemiBold.otf",
            "inter/Inter-Bold.otf", "inter/Inter-Italic.otf", "jetbrains_mono/JetBrainsMono-Regular.ttf",
            "jetbrains_mono/JetBrainsMono-Bold.ttf", "jetbrains_mono/JetBrainsMono-Italic.ttf");

    private Fonts() {}

    /** Makes the fonts known; must come before anything is shown. */
    static void load() {
        for (String file : FILES) {
            try (InputStream in = Fonts.class.getResourceAsStream("/dev/xdpscope/app/fonts/" + file)) {
                if (in != null) {
                    Font.loadFont(in, 12);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
