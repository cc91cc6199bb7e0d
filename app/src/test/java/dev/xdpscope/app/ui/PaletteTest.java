package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts can be read on everything that is behind them, by WCAG 2.2's measure. */
class PaletteTest {
    private static final double LEAST = 4.5;

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double contrast(Color a, Color b) {
        double x = luminance(a) + 0.05;
        double y = luminance(b) + 0.05;
        return Math.max(x, y) / Math.min(x, y);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void textsHaveContrast(Theme theme) {
        Palette p = theme.palette();
        Map<String, Color> behind = Map.of("background", p.background(), "inset", p.inset(), "self", p.self(), "cause",
                p.cause(), "effect", p.effect());
        List<Color> texts = List.of(p.text(), p.muted(), p.faint(), p.accent(), p.danger(), p.warning(), p.success(),
                p.timestamp(), p.hash(), p.vlan(), p.keyword(), p.type(), p.number(), p.string(), p.call());
        behind.forEach((name, back) -> texts.forEach(text -> assertTrue(contrast(text, back) >= LEAST,
                () -> text + " on " + name + ": " + contrast(text, back))));
    }
}
