package dev.xdpscope.app.ui;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.skin.VirtualFlow;

/** Helps lists stay where they are. */
final class Lists {
    private static final int AROUND = 4;

    private Lists() {}

    /** Makes {@code to} equal {@code from} with few changes, so that the list is not scrolled. */
    static <T> void replace(ObservableList<T> to, List<? extends T> from) {
        int common = Math.min(to.size(), from.size());
        for (int i = 0; i < common; i++) {
            if (!to.get(i).equals(from.get(i))) {
                to.set(i, from.get(i));
            }
        }
        if (to.size() > common) {
            to.remove(common, to.size());
        } else if (from.size() > common) {
            to.addAll(from.subList(common, from.size()));
        }
    }

    /** Scrolls so that {@code row} is seen with some rows before and after it; leaves the list alone if it is so already. */
    static void show(ListView<?> list, int row) {
        if (!(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) || flow.getFirstVisibleCell() == null) {
            list.scrollTo(Math.max(0, row - AROUND));
            return;
        }
        int first = flow.getFirstVisibleCell().getIndex();
        int last = flow.getLastVisibleCell().getIndex();
        int around = Math.min(AROUND, (last - first) / 3);
        if (row < first + around || row > last - around) {
            top(flow, list::scrollTo, row - Math.max(around, (last - first) / 3), list.getItems().size(),
                    list.getFixedCellSize());
        }
    }

    /**
     * Scrolls so that {@code row} is the first to be seen, or as near to that as there are rows.
     *
     * @param scrollTo the control's own way of doing it; asked to put one of the last rows on top, it stops short of the very
     *     last
     * @param rows how many there are
     * @param size height of a row
     */
    static void top(VirtualFlow<?> flow, IntConsumer scrollTo, int row, int rows, double size) {
        double height = height(flow);
        int last = rows - (int) Math.ceil(height / size);
        scrollTo.accept(Math.clamp(row, 0, Math.max(0, last)));
        if (row > last && last >= 0) {
            flow.layout();
            flow.scrollPixels(height);
        }
    }

    /** Height that rows are seen in. */
    static double height(VirtualFlow<?> flow) {
        return flow.getHeight() - flow.lookupAll(".scroll-bar").stream().filter(ScrollBar.class::isInstance)
                .map(ScrollBar.class::cast)
                .filter(b -> b.isVisible() && b.getOrientation() == Orientation.HORIZONTAL)
                .mapToDouble(ScrollBar::getHeight).sum();
    }
}
