package dev.xdpscope.app.ui;

import java.util.List;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/** The window's icon: three threads, one of them cut. */
final class AppIcon {
    private AppIcon() {}

    static List<Image> all() {
        return List.of(draw(16), draw(32), draw(64), draw(128));
    }

    private static Image draw(double size) {
        Canvas canvas = new Canvas(size, size);
        GraphicsContext g = canvas.getGraphicsContext2D();
        Palette p = Palette.DARK;
        g.setFill(p.background());
        g.fillRoundRect(0, 0, size, size, size / 4, size / 4);
        thread(g, p.timestamp(), size, 0.26, 0.84);
        thread(g, p.hash(), size, 0.50, 0.56);
        thread(g, p.vlan(), size, 0.74, 0.84);
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        return canvas.snapshot(clear, null);
    }

    private static void thread(GraphicsContext g, Color color, double size, double y, double to) {
        double r = size * 0.09;
        g.setStroke(color);
        g.setFill(color);
        g.setLineWidth(size * 0.07);
        g.strokeLine(size * 0.18, size * y, size * to, size * y);
        g.fillOval(size * 0.18 - r, size * y - r, 2 * r, 2 * r);
        g.fillOval(size * to - r, size * y - r, 2 * r, 2 * r);
    }
}
