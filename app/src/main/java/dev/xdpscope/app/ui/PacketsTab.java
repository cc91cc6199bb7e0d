package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.PacketRow;
import dev.xdpscope.app.view.Session;
import dev.xdpscope.engine.record.Position;
import javafx.scene.control.Tab;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/** The packets, with what the NIC said of them and what became of them. */
final class PacketsTab extends Tab {
    private final Session session;
    private final TableView<PacketRow> table;
    private final TableColumn<PacketRow, String> summary;
    private final TableColumn<PacketRow, String> verdict;
    private boolean following;

    PacketsTab(WindowContext context) {
        super("Packets");
        this.session = context.session();
        this.table = Tables.table(context, "packets", "No packets");
        setClosable(false);
        setContent(table);
        Tables.mono(Tables.column(table, "#", 4, r -> Integer.toString(r.packet().index())));
        Tables.mono(Tables.column(table, "time s", 10, PacketRow::time));
        Tables.mono(Tables.column(table, "bytes", 6, r -> Integer.toString(r.packet().packet().bytes().length)));
        this.summary = Tables.column(table, "packet", 52, PacketRow::summary);
        Tables.mono(Tables.column(table, "T rx_timestamp", 21, PacketRow::timestamp));
        Tables.mono(Tables.column(table, "H rx_hash", 12, PacketRow::hash));
        Tables.mono(Tables.column(table, "V rx_vlan_tag", 15, PacketRow::vlan));
        this.verdict = Tables.column(table, "verdict", 12, PacketRow::verdict);
        Tables.mono(Tables.column(table, "metadata", 9, PacketRow::metadata));
        Tables.mono(Tables.column(table, "steps", 8, PacketRow::steps));
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null && !following) {
                seek(row);
            }
        });
        table.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && table.getSelectionModel().getSelectedItem() != null) {
                seek(table.getSelectionModel().getSelectedItem());
            }
        });
        table.widthProperty().addListener(_ -> stretch());
        session.listen(this::changed);
    }

    private void stretch() {
        Tables.stretch(table, summary, 30, 62);
    }

    private void seek(PacketRow row) {
        session.seek(new Position(row.packet().program().index(), 0));
    }

    private void changed(Session.Change change) {
        if (change == Session.Change.OPENED) {
            fill();
        }
        if (change == Session.Change.OPENED || change == Session.Change.MOVED) {
            follow();
        }
    }

    private void fill() {
        following = true;
        session.recording().ifPresent(r -> {
            long first = r.packets().isEmpty() ? 0 : r.packets().getFirst().packet().timestampNanos();
            table.getItems().setAll(r.packets().stream().map(p -> PacketRow.of(p, first)).toList());
            int longest = table.getItems().stream().mapToInt(p -> p.verdict().length()).max().orElse(0);
            verdict.setPrefWidth(Tables.width(table, Math.clamp(longest, 8, 26)));
            stretch();
        });
        following = false;
    }

    /** Scrolls to the current packet. */
    void showCurrent() {
        Tables.reveal(table, table.getSelectionModel().getSelectedIndex());
    }

    private void follow() {
        following = true;
        session.moment().ifPresent(m -> {
            int at = m.recording().packets().indexOf(m.packet());
            if (table.getSelectionModel().getSelectedIndex() != at) {
                table.getSelectionModel().select(at);
                Tables.reveal(table, at);
            }
        });
        following = false;
    }
}
