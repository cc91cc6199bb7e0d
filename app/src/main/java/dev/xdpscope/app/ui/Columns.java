package dev.xdpscope.app.ui;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** Where the columns of the program lane begin and end. */
final class Columns {
    private static final double LEAST = 0.08;

    /** The ends of the C and the bytecode column, as parts of the width behind the gutter. */
    private final DoubleProperty source = new SimpleDoubleProperty(0.36);

    private final DoubleProperty bytecode = new SimpleDoubleProperty(0.65);
    private final DoubleProperty gutter = new SimpleDoubleProperty(64);

    DoubleProperty source() {
        return source;
    }

    DoubleProperty bytecode() {
        return bytecode;
    }

    DoubleProperty gutter() {
        return gutter;
    }

    /** The x of the beginning of column 0 (C), 1 (bytecode), 2 (as run) or of the end, 3. */
    double x(int column, double width) {
        double rest = Math.max(0, width - gutter.get());
        return Math.round(switch (column) {
            case 0 -> gutter.get();
            case 1 -> gutter.get() + rest * source.get();
            case 2 -> gutter.get() + rest * bytecode.get();
            default -> width;
        });
    }

    /** Moves the border in front of column 1 or 2 to {@code x}. */
    void move(int column, double x, double width) {
        double part = (x - gutter.get()) / Math.max(1, width - gutter.get());
        if (column == 1) {
            source.set(Math.clamp(part, LEAST, bytecode.get() - LEAST));
        } else {
            bytecode.set(Math.clamp(part, source.get() + LEAST, 1 - LEAST));
        }
    }
}
