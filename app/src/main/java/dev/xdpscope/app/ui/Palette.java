package dev.xdpscope.app.ui;

import dev.xdpscope.drivers.nic.Hint;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.paint.Color;

/**
 * The colours that are the program's own: for canvases, and by name for the stylesheet. The colours of hints are told apart
 * with any kind of colour vision (after Okabe and Ito); a letter always goes with them. Texts
 * have a contrast of at least 4.5 (WCAG 2.2, 1.4.3) on all that is behind them.
 */
record Palette(Color background, Color inset, Color text, Color muted, Color faint, Color line, Color accent,
        Color danger,
        Color warning, Color success, Color timestamp, Color hash, Color vlan, Color self, Color cause, Color effect,
        Color keyword,
        Color type, Color number, Color string, Color call) {

    static final Palette LIGHT =
            new Palette(web("#ffffff"), web("#f6f8fa"), web("#1f2328"), web("#4b545e"), web("#5c656f"), web("#d8dee4"),
                    web("#0860c8"), web("#b91c26"), web("#7d5200"), web("#17702f"), web("#0066a0"), web("#a84300"),
                    web("#006c50"), web("#cfe4ff"), web("#fff1c2"), web("#dff3e4"), web("#99266a"), web("#6639ba"),
                    web("#0550ae"), web("#0a6640"), web("#6f42c8"));

    static final Palette DARK =
            new Palette(web("#0d1117"), web("#161b22"), web("#e6edf3"), web("#aeb7c1"), web("#98a2ad"), web("#30363d"),
                    web("#6cb0ff"), web("#ff857d"), web("#e3b341"), web("#56d364"), web("#5cbcf0"), web("#f5954a"),
                    web("#3fcf9f"), web("#1b3657"), web("#3d3014"), web("#12331f"), web("#ff9bce"), web("#d2a8ff"),
                    web("#79c0ff"), web("#7ee787"), web("#d2a8ff"));

    private static Color web(String colour) {
        return Color.web(colour);
    }

    Color hint(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> timestamp;
            case RX_HASH -> hash;
            case RX_VLAN_TAG -> vlan;
        };
    }

    /** The letter that goes with a hint's colour. */
    static String letter(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> "T";
            case RX_HASH -> "H";
            case RX_VLAN_TAG -> "V";
        };
    }

    /** The style class for a hint's colour. */
    static String styleClass(Hint hint) {
        return switch (hint) {
            case RX_TIMESTAMP -> "hint-timestamp";
            case RX_HASH -> "hint-hash";
            case RX_VLAN_TAG -> "hint-vlan";
        };
    }

    /** Looked-up colours for the stylesheet. */
    String style() {
        return Stream.of(entry("-xs-background", background), entry("-xs-inset", inset), entry("-xs-text", text),
                entry("-xs-muted", muted), entry("-xs-faint", faint), entry("-xs-line", line),
                entry("-xs-accent", accent),
                entry("-xs-danger", danger), entry("-xs-warning", warning), entry("-xs-success", success),
                entry("-xs-timestamp", timestamp), entry("-xs-hash", hash), entry("-xs-vlan", vlan),
                entry("-xs-self", self), entry("-xs-cause", cause), entry("-xs-effect", effect),
                entry("-xs-keyword", keyword),
                entry("-xs-type", type), entry("-xs-number", number), entry("-xs-string", string),
                entry("-xs-call", call))
                .collect(Collectors.joining());
    }

    private static String entry(String name, Color c) {
        return "%s: #%02x%02x%02x; ".formatted(name, Math.round(c.getRed() * 255), Math.round(c.getGreen() * 255),
                Math.round(c.getBlue() * 255));
    }
}
