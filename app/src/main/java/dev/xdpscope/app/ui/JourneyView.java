package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Journey;
import dev.xdpscope.app.view.Journey.Condition;
import dev.xdpscope.app.view.Journey.Link;
import dev.xdpscope.app.view.Journey.Stop;
import dev.xdpscope.app.view.JourneyModel;
import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** The packet's way from the wire to its receiver, with one thread for each hint, cut where it is lost. */
final class JourneyView extends Drawing {
    private static final double LEFT = 130;
    private static final double HEAD = 34;
    private static final double THREAD = 19;
    private static final double R = 4.5;

    private final WindowContext context;
    private final Tooltip tooltip = new Tooltip();
    private Optional<Journey> journey = Optional.empty();
    private int packet = -1;

    JourneyView(WindowContext context) {
        this.context = context;
        setId("journey");
        getStyleClass().add("journey");
        context.session().listen(this::changed);
        context.theme().addListener(_ -> redraw());
        setOnMousePressed(e -> seek(e.getX()));
        setOnMouseMoved(e -> hover(e.getX(), e.getY()));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(520);
        Tooltip.install(this, tooltip);
    }

    static double height() {
        return HEAD + 3 * THREAD + 6;
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED) {
            packet = -1;
        }
        if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
            Session s = context.session();
            int now = s.moment().map(m -> m.packet().index()).orElse(-1);
            if (now != packet) {
                packet = now;
                journey = s.moment()
                        .flatMap(m -> s.traces().flatMap(t -> context.hints().map(h -> JourneyModel.of(m, t, h))));
            }
            redraw();
        }
    }

    private double x(int stop, double width, int stops) {
        return LEFT + stop * (width - LEFT - 8) / stops;
    }

    /** To the moment that the stop at {@code x} is about. */
    private void seek(double x) {
        if (journey.isEmpty() || context.session().moment().isEmpty() || x < LEFT) {
            return;
        }
        Moment m = context.session().moment().get();
        context.session().seek(moment(m.packet(), journey.get().stops().get(stop(x)).stage()));
    }

    private int stop(double x) {
        int stops = journey.orElseThrow().stops().size();
        return Math.clamp((int) ((x - LEFT) * stops / (getWidth() - LEFT - 8)), 0, stops - 1);
    }

    /** What is written at a stop or a link, in full. */
    private void hover(double x, double y) {
        if (journey.isEmpty() || x < LEFT) {
            tooltip.setText("");
            return;
        }
        Stop stop = journey.get().stops().get(stop(x));
        int thread = (int) ((y - HEAD) / THREAD);
        if (y < HEAD || thread >= journey.get().threads().size()) {
            tooltip.setText(stop.stage() + ": " + stop.text());
        } else {
            Link link = journey.get().threads().get(thread).links().get(stop(x));
            tooltip.setText(link.text().isEmpty() && link.why().isEmpty() ? stop.stage() + ": " + stop.text()
                    : link.text() + (link.why().isEmpty() ? "" : "\n" + link.why()));
        }
    }

    /** When the packet has got to a stage. */
    private static Position moment(PacketResult packet, Stage stage) {
        Run program = packet.program();
        Run run = packet.hops().stream().filter(h -> h.stage() == stage).flatMap(h -> h.run().stream())
                .reduce((_, later) -> later).orElse(stage == Stage.SKB ? packet.skbRun().orElse(program) : program);
        return switch (stage) {
            case WIRE, DESCRIPTOR, DRIVER -> new Position(program.index(), 0);
            case XDP -> new Position(program.index(), program.steps());
            case REDIRECT, CPUMAP, DEVMAP, VETH, SKB, TC, AF_XDP -> new Position(run.index(), run.steps());
        };
    }

    /** The stage that the reader's moment belongs to. */
    private static Stage present(Moment m) {
        Stage stage = m.coordinate().stage();
        return stage == Stage.XDP && m.at().step() == 0 ? Stage.DRIVER : stage.stop();
    }

    @Override
    void draw(GraphicsContext g, double width, double height) {
        if (journey.isEmpty() || context.session().moment().isEmpty()) {
            return;
        }
        Palette p = context.palette();
        List<Stop> stops = journey.get().stops();
        Stage present = present(context.session().moment().get());
        double column = (width - LEFT - 8) / stops.size();
        for (int i = 0; i < stops.size(); i++) {
            stop(g, p, stops.get(i), x(i, width, stops.size()), column, stops.get(i).stage() == present, height);
        }
        for (int i = 0; i < journey.get().threads().size(); i++) {
            thread(g, p, journey.get().threads().get(i), HEAD + THREAD * i + THREAD / 2, width);
        }
    }

    private void stop(GraphicsContext g, Palette p, Stop stop, double x, double column, boolean present,
            double height) {
        if (present) {
            g.setFill(p.accent().deriveColor(0, 1, 1, 0.10));
            g.fillRect(x - 8, 2, column - 4, height - 4);
            g.setFill(p.accent());
            g.fillRect(x - 8, 2, column - 4, 2);
        }
        Color color = stop.reached() ? p.text() : p.faint();
        write(g, stop.stage().toString(), sans(11.5, true), color, x - 1, 17, column - 10);
        write(g, stop.text(), sans(10.5, false), stop.reached() ? p.muted() : p.faint(), x - 1, 30, column - 12);
    }

    private void thread(GraphicsContext g, Palette p, Journey.Thread thread, double y, double width) {
        Color color = p.hint(thread.hint());
        g.setFill(color);
        g.fillRoundRect(10, y - 7.5, 15, 15, 4, 4);
        write(g, Palette.letter(thread.hint()), sans(10.5, true), p.background(), 14, y + 4, 12);
        write(g, thread.hint().toString(), mono(11), p.text(), 31, y + 4, LEFT - 36);
        int n = thread.links().size();
        for (int i = 0; i < n; i++) {
            Link link = thread.links().get(i);
            double x = x(i, width, n) + R;
            double next = i + 1 < n ? x(i + 1, width, n) + R : x;
            link(g, p, color, link, x, next, y, i + 1 < n ? thread.links().get(i + 1).condition() : Condition.GONE);
        }
    }

    private void link(GraphicsContext g, Palette p, Color color, Link link, double x, double next, double y,
            Condition then) {
        boolean there = link.condition() == Condition.THERE || link.condition() == Condition.UNUSED;
        Font font = sans(10.5, false);
        double column = (getWidth() - LEFT - 8) / journey.orElseThrow().stops().size();
        Color text = switch (link.condition()) {
            case THERE -> p.text();
            case UNUSED -> p.muted();
            case CUT -> p.danger();
            case GONE -> p.faint();
        };
        double end = x + R + 5 + write(g, link.text(), font, text, x + R + 4, y + 4, column - 2 * R - 22);
        if (there && then != Condition.GONE && end + 4 < next - R - 2) {
            g.setStroke(color);
            g.setLineWidth(2);
            g.setLineDashes(link.condition() == Condition.UNUSED ? new double[]{2, 4} : new double[0]);
            g.strokeLine(end + 3, y, next - R - 3, y);
            g.setLineDashes();
        }
        mark(g, p, color, link.condition(), x, y);
    }

    private static void mark(GraphicsContext g, Palette p, Color color, Condition condition, double x, double y) {
        g.setLineWidth(2);
        switch (condition) {
            case THERE -> {
                g.setFill(color);
                g.fillOval(x - R, y - R, 2 * R, 2 * R);
            }
            case UNUSED -> {
                g.setStroke(color);
                g.strokeOval(x - R + 1, y - R + 1, 2 * R - 2, 2 * R - 2);
            }
            case CUT -> {
                g.setStroke(p.danger());
                g.strokeLine(x - R + 0.5, y - R + 0.5, x + R - 0.5, y + R - 0.5);
                g.strokeLine(x - R + 0.5, y + R - 0.5, x + R - 0.5, y - R + 0.5);
            }
            case GONE -> {
                g.setFill(p.faint());
                g.fillOval(x - 1.5, y - 1.5, 3, 3);
            }
        }
    }
}
