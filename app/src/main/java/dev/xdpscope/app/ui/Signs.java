package dev.xdpscope.app.ui;

import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.nic.Hint;
import java.util.Arrays;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** How events look on the timeline: each kind has a shape of its own besides its colour. */
final class Signs {
    private static final double R = 3.5;

    private Signs() {}

    static Optional<Hint> hint(Event event) {
        return Arrays.stream(Hint.values()).filter(h -> event.text().contains(h.kfunc())).findFirst();
    }

    static Color color(Event event, Palette p) {
        return switch (event.kind()) {
            case FRAME, XDP_BUFF, PROGRAM, XDP_FRAME -> p.muted();
            case DESCRIPTOR -> p.accent();
            case KFUNC -> hint(event).map(p::hint).orElse(p.muted());
            case MAP -> p.type();
            case PRINT, SENT, TAIL_CALL -> p.muted();
            case VERDICT -> p.text();
            case SKB, AF_XDP, TRANSMITTED -> p.success();
            case GRO -> p.type();
            case ENDED -> p.danger();
            case HINT_LOST -> p.warning();
            case FAULT -> p.danger();
        };
    }

    static String label(Event event) {
        return switch (event.kind()) {
            case FRAME -> "frame";
            case DESCRIPTOR -> "descriptor";
            case XDP_BUFF -> "xdp_buff";
            case KFUNC -> hint(event).map(Hint::toString).orElse("kfunc");
            case MAP -> "map";
            case PRINT -> "printk";
            case SENT -> "sent";
            case TAIL_CALL -> "tail call";
            case VERDICT -> event.text();
            case PROGRAM -> event.text();
            case XDP_FRAME -> "xdp_frame";
            case AF_XDP -> "AF_XDP";
            case TRANSMITTED -> "sent";
            case GRO -> "GRO";
            case ENDED -> "ended";
            case SKB -> "sk_buff";
            case HINT_LOST -> "hints lost";
            case FAULT -> "fault";
        };
    }

    static void dot(GraphicsContext g, Event event, Color color, double x, double y) {
        g.setFill(color);
        g.setStroke(color);
        g.setLineWidth(1.6);
        switch (event.kind()) {
            case FRAME, XDP_BUFF, PROGRAM -> g.strokeOval(x - R + 0.5, y - R + 0.5, 2 * R - 1, 2 * R - 1);
            case DESCRIPTOR, SKB, AF_XDP, TRANSMITTED -> g.fillRect(x - R, y - R, 2 * R, 2 * R);
            case XDP_FRAME, GRO -> g.strokeRect(x - R, y - R, 2 * R, 2 * R);
            case KFUNC -> g.fillOval(x - R, y - R, 2 * R, 2 * R);
            case MAP, PRINT, SENT, TAIL_CALL ->
                    g.fillPolygon(new double[]{x - R, x + R, x}, new double[]{y + R, y + R, y - R}, 3);
            case VERDICT -> g.fillPolygon(new double[]{x - R, x, x + R, x}, new double[]{y, y - R, y, y + R}, 4);
            case HINT_LOST, FAULT, ENDED -> {
                g.strokeLine(x - R, y - R, x + R, y + R);
                g.strokeLine(x - R, y + R, x + R, y - R);
            }
        }
    }
}
