package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Moment;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.app.view.TimelineModel;
import dev.xdpscope.app.view.TimelineModel.Sign;
import dev.xdpscope.app.view.TimelineModel.Span;
import dev.xdpscope.drivers.lab.result.PacketResult;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** All packets on an upper line, the steps of the current one on a lower; both can be dragged along. */
final class TimelineView extends Drawing {
    private static final double LEFT = 84;
    private static final double RIGHT = 12;
    private static final double OVERVIEW = 20;

    private final WindowContext context;
    private final Session session;
    private final Tooltip tooltip = new Tooltip();
    private Optional<TimelineModel> model = Optional.empty();
    private List<Long> ticks = List.of();
    private boolean overview;

    TimelineView(WindowContext context) {
        this.context = context;
        this.session = context.session();
        setId("timeline");
        getStyleClass().add("timeline");
        session.listen(this::changed);
        context.theme().addListener(_ -> redraw());
        setOnMousePressed(e -> {
            overview = e.getY() < OVERVIEW + 2;
            scrub(e, false);
        });
        setOnMouseDragged(e -> scrub(e, true));
        setOnMouseMoved(this::hover);
        Tooltip.install(this, tooltip);
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED) {
            model = session.recording().map(TimelineModel::new);
        }
        if (change != Session.Change.PROBLEM && change != Session.Change.BREAKPOINTS) {
            ticks = session.moment()
                    .flatMap(m -> model.flatMap(t -> session.traces().map(x -> t.ticks(session.selection(),
                            m.packet(), x))))
                    .orElse(List.of());
            redraw();
        }
    }

    private Span span(TimelineModel m, Moment at, boolean all) {
        return all ? m.all() : m.packet(at.packet());
    }

    private double fraction(double x) {
        return (x - LEFT) / Math.max(1, getWidth() - LEFT - RIGHT);
    }

    private void scrub(MouseEvent e, boolean drag) {
        if (model.isEmpty() || session.moment().isEmpty()) {
            return;
        }
        long index = span(model.get(), session.moment().get(), overview).index(fraction(e.getX()));
        if (drag) {
            session.scrub(model.get().position(index));
        } else {
            session.seek(model.get().position(index));
        }
    }

    private void hover(MouseEvent e) {
        if (model.isEmpty() || session.moment().isEmpty()) {
            return;
        }
        boolean all = e.getY() < OVERVIEW + 2;
        Span span = span(model.get(), session.moment().get(), all);
        long index = span.index(fraction(e.getX()));
        long near = Math.max(0, (long) (span.length() * 4.0 / Math.max(1, getWidth() - LEFT - RIGHT)));
        List<Sign> signs = model.get().signs(new Span(index - near, index + near + 1));
        String events = String.join("\n", signs.stream().limit(6).map(s -> s.event().text()).toList());
        tooltip.setText(session.coordinate(model.get().position(index)).map(Object::toString).orElse("")
                + (events.isEmpty() ? "" : "\n" + events));
    }

    @Override
    void draw(GraphicsContext g, double width, double height) {
        if (model.isEmpty() || session.moment().isEmpty()) {
            return;
        }
        Moment m = session.moment().get();
        Palette p = context.palette();
        overview(g, m, p, width);
        steps(g, m, p, width, height);
    }

    private static double x(Span span, long index, double width) {
        return LEFT + span.fraction(index) * (width - LEFT - RIGHT);
    }

    private void overview(GraphicsContext g, Moment m, Palette p, double width) {
        TimelineModel t = model.orElseThrow();
        Span all = t.all();
        Font font = sans(10.5, false);
        write(g, "packets", font, p.muted(), 10, 14, LEFT - 14);
        double scale = (width - LEFT - RIGHT) / Math.max(1, all.length());
        double lastLabel = 0;
        for (PacketResult packet : t.packets()) {
            Span span = t.packet(packet);
            double from = LEFT + (span.from() - all.from()) * scale;
            double w = span.length() * scale;
            boolean current = packet.index() == m.packet().index();
            boolean fault = packet.fault().isPresent();
            g.setFill(current ? p.accent() : fault ? p.danger() : p.line());
            g.fillRect(from, 4, Math.max(1, w - (w > 4 ? 1 : 0)), 13);
            String label = packet.index() + (fault ? " ×" : "");
            double labelWidth = width(label, font);
            if (labelWidth + 4 < w && from > lastLabel) {
                write(g, label, font, current || fault ? p.background() : p.text(), from + (w - labelWidth) / 2, 14.5,
                        w);
                lastLabel = from + w - 1;
            }
        }
        double x = x(all, t.index(m.at()), width);
        g.setFill(p.text());
        g.fillPolygon(new double[]{x - 4, x + 4, x}, new double[]{0, 0, 5}, 3);
    }

    private void steps(GraphicsContext g, Moment m, Palette p, double width, double height) {
        TimelineModel t = model.orElseThrow();
        Span span = t.packet(m.packet());
        double axis = height - 15;
        Font font = sans(10.5, false);
        write(g, "packet " + m.packet().index(), font, p.muted(), 10, axis + 4, LEFT - 14);
        g.setStroke(p.line());
        g.setLineWidth(2);
        g.strokeLine(LEFT, axis, width - RIGHT, axis);
        double here = x(span, t.index(m.at()), width);
        g.setStroke(p.accent());
        g.strokeLine(LEFT, axis, here, axis);
        runs(g, m, p, span, width, axis);
        g.setFill(p.accent());
        for (long tick : ticks) {
            g.fillRect(Math.round(x(span, tick, width)) - 1, axis + 3, 2, 8);
        }
        g.setFill(p.text());
        g.fillRect(Math.round(here) - 1, axis - 9, 2, 19);
        g.fillPolygon(new double[]{here - 5, here + 5, here}, new double[]{axis + 14, axis + 14, axis + 7}, 3);
        signs(g, t.signs(span), span, p, width, axis);
    }

    /** Where the packet's further runs begin. */
    private void runs(GraphicsContext g, Moment m, Palette p, Span span, double width, double axis) {
        m.packet().runs().stream().skip(1).forEach(run -> {
            double x =
                    x(span, model.orElseThrow().index(new dev.xdpscope.engine.record.Position(run.index(), 0)), width);
            g.setStroke(p.faint());
            g.setLineWidth(1);
            g.strokeLine(Math.round(x) - 2.5, axis - 6, Math.round(x) - 2.5, axis + 7);
        });
    }

    private void signs(GraphicsContext g, List<Sign> signs, Span span, Palette p, double width, double axis) {
        double free = 0;
        Font font = sans(10, false);
        for (int i = 0; i < signs.size(); i++) {
            Sign sign = signs.get(i);
            double x = Math.round(x(span, sign.index(), width));
            boolean first = i == 0 || signs.get(i - 1).index() != sign.index();
            Color color = Signs.color(sign.event(), p);
            String label = Signs.label(sign.event());
            double space = width(label, font);
            double at = Math.min(first ? x : Math.max(x, free), width - RIGHT - space - 10);
            if (at < free) {
                Signs.dot(g, sign.event(), color, x, axis);
                continue;
            }
            Signs.dot(g, sign.event(), color, first ? x : at + 3, first ? axis : axis - 14);
            write(g, label, font, color, at + (first ? -2 : 9), axis - 10, space + 2);
            free = at + space + (first ? 6 : 17);
        }
    }
}
