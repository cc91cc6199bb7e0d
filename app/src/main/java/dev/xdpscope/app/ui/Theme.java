package dev.xdpscope.app.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.scene.Parent;

/** Light for projectors and paper, dark for evenings. */
enum Theme {
    LIGHT(new PrimerLight().getUserAgentStylesheet(), Palette.LIGHT),
    DARK(new PrimerDark().getUserAgentStylesheet(), Palette.DARK);

    private final String base;
    private final Palette palette;

    Theme(String base, Palette palette) {
        this.base = base;
        this.palette = palette;
    }

    Palette palette() {
        return palette;
    }

    Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    /** Applies the theme to the whole program, and its colours and the font size to {@code root}. */
    void apply(Parent root, double fontSize) {
        Application.setUserAgentStylesheet(base);
        root.setStyle("-fx-font-size: " + fontSize + "px; " + palette.style());
    }
}
