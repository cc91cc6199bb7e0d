package dev.xdpscope.app.ui;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** A pane that draws itself: once after each change, at whatever size it has. */
abstract class Drawing extends Pane {
    private final Canvas canvas = new Canvas();
    private final Text probe = new Text();

    Drawing() {
        getChildren().add(canvas);
    }

    /** Draws on {@code g}, which has been cleared. */
    abstract void draw(GraphicsContext g, double width, double height);

    /** Draws again. */
    final void redraw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
            draw(g, canvas.getWidth(), canvas.getHeight());
        }
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            redraw();
        }
    }

    static Font sans(double size, boolean bold) {
        return Font.font(Fonts.SANS, bold ? FontWeight.SEMI_BOLD : FontWeight.NORMAL, size);
    }

    static Font mono(double size) {
        return Font.font(Fonts.MONO, size);
    }

    /** Width of {@code text} in {@code font}. */
    final double width(String text, Font font) {
        probe.setText(text);
        probe.setFont(font);
        return probe.getLayoutBounds().getWidth();
    }

    /** Writes {@code text} from x on, shortened with an ellipsis to {@code space}; returns the width that it takes. */
    final double write(GraphicsContext g, String text, Font font, Color color, double x, double baseline,
            double space) {
        String shown = text;
        double width = width(shown, font);
        if (width > space) {
            int low = 0;
            int high = text.length();
            while (low < high) {
                int middle = (low + high + 1) / 2;
                if (width(text.substring(0, middle) + "…", font) <= space) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            shown = low == 0 ? "" : text.substring(0, low).stripTrailing() + "…";
            width = width(shown, font);
        }
        g.setFont(font);
        g.setFill(color);
        g.fillText(shown, x, baseline);
        return width;
    }
}
