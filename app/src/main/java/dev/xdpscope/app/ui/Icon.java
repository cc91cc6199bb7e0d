package dev.xdpscope.app.ui;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/** The icons, as strokes in a box of 16 by 16. */
enum Icon {
    INTO("M8 1.5V9 M4.8 6 8 9.2 11.2 6 M6.6 13a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0"),
    OVER("M2.5 8.5A5.6 5 0 0 1 13 7.2 M13.4 3.6V7.6H9.4 M6.6 12.6a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0"),
    OUT("M8 9.5V2 M4.8 5 8 1.8 11.2 5 M6.6 13a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0"),
    BACK("M13.2 5.5H3.4 M6.6 2.3 3.4 5.5 6.6 8.7 M6.6 13a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0"),
    BACK_OVER("M13.5 8.5A5.6 5 0 0 0 3 7.2 M2.6 3.6V7.6H6.6 M6.6 12.6a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0"),
    BACK_OUT("M12.5 10V4.6H3.6 M6.6 1.6 3.6 4.6 6.6 7.6 M6.6 13a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0"),
    CONTINUE("M3.5 3 10.5 8 3.5 13Z M13 3V13"),
    REVERSE_CONTINUE("M12.5 3 5.5 8 12.5 13Z M3 3V13"),
    THEME("M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0 -12 M8 2.2V13.8 M8 4.5H12.6 M8 7H13.8 M8 9.5H13.6 M8 12H12"),
    LARGER("M6.8 2a4.8 4.8 0 1 0 0.01 0 M10.4 10.4 14 14 M4.6 6.8H9 M6.8 4.6V9"),
    SMALLER("M6.8 2a4.8 4.8 0 1 0 0.01 0 M10.4 10.4 14 14 M4.6 6.8H9"),
    OPEN("M1.5 13V3.5H6L7.5 5.5H14.5V13Z"),
    CONFIGURE("M2 4.5H9.5 M12.5 4.5H14 M9.5 4.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0 M2 11.5H3.5 M6.5 11.5H14"
            + " M3.5 11.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0"),
    CLOSE("M4 4 12 12 M12 4 4 12");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    Node node() {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("icon-stroke");
        StackPane box = new StackPane(shape);
        box.setMinSize(16, 16);
        box.setPrefSize(16, 16);
        box.setMaxSize(16, 16);
        box.setMouseTransparent(true);
        return box;
    }
}
