package dev.xdpscope.app.ui;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.control.ListView;
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
            list.scrollTo(Math.max(0, row - Math.max(around, (last - first) / 3)));
        }
    }
}
