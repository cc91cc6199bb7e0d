package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.ArrayList;
import java.util.List;

/** The results of a run for people: a table of packets, then the maps. */
final class RunText {
    /** From these widths on the table has room for times, and for whole timestamps. */
    private static final int WIDE = 90;

    private static final int WIDEST = 120;

    private static final int SUBSECOND_DIGITS = 9;

    private final Terminal terminal;
    private final ScenarioRecording recording;
    private final boolean wide;

    RunText(Terminal terminal, ScenarioRecording recording) {
        this.terminal = terminal;
        this.recording = recording;
        this.wide = terminal.width() >= WIDE;
    }

    /** @param details whether hints, metadata and sk_buff of each packet are written out below the table's row */
    void print(boolean details) {
        terminal.line(terminal.styled(Style.HEADER, recording.scenario().name()) + "  "
                + nic() + ", " + recording.program().name() + ", " + recording.scenario().program().design());
        terminal.line("");
        List<String> lines = table().lines(terminal);
        terminal.line(lines.getFirst());
        for (int i = 0; i < recording.packets().size(); i++) {
            PacketResult packet = recording.packets().get(i);
            terminal.line(lines.get(i + 1));
            below(packet).forEach(line -> terminal.line("     " + line));
            if (details) {
                PacketDetails.of(packet, recording.programHints(packet))
                        .forEach(line -> terminal.line("     " + terminal.styled(Style.DIM, line)));
            }
        }
        if (recording.packets().isEmpty()) {
            terminal.line("no packets");
        }
        MapOwner.each(recording, (map, owner) -> {
            if (owner == MapOwner.PROGRAM) {
                new MapText(terminal).print(map);
            }
        });
    }

    private String nic() {
        return recording.setup().nic().name() + " " + recording.setup().revision().name()
                + (recording.scenario().nic().configuration().isEmpty() ? ""
                        : " " + recording.scenario().nic().configuration());
    }

    private Table table() {
        Table table = new Table().right("#");
        if (wide) {
            table.right("time");
        }
        table.flexible("packet").left("verdict").right("timestamp").right("hash").right("vlan").right("meta")
                .right("insns");
        recording.packets().forEach(p -> table.row(row(p)));
        return table;
    }

    private List<Cell> row(PacketResult p) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(Integer.toString(p.index())));
        if (wide) {
            cells.add(new Cell(time(p), Style.DIM));
        }
        cells.add(Cell.of(Frame.parse(p.packet().bytes()).summary()));
        cells.add(new Cell(p.verdict().name().substring("XDP_".length()),
                p.verdict() == XdpAction.XDP_ABORTED ? Style.BAD : Style.GOOD));
        p.driverHints().forEach(h -> cells.add(hint(h)));
        cells.add(Cell.of(p.metadata().length == 0 ? "-" : p.metadata().length + " B"));
        cells.add(Cell.of(Long.toString(p.program().steps())));
        return cells;
    }

    /** Seconds since the first packet. */
    private String time(PacketResult p) {
        long nanos = p.packet().timestampNanos() - recording.packets().getFirst().packet().timestampNanos();
        long micros = Math.abs(nanos) / 1000;
        return "%s%d.%06d".formatted(nanos < 0 ? "-" : "+", micros / 1_000_000, micros % 1_000_000);
    }

    private Cell hint(HintResult hint) {
        if (hint.result() != 0) {
            return new Cell(hint.result() == -95 ? "n/a" : "-", Style.DIM);
        }
        return Cell.of(switch (hint.hint()) {
            case RX_TIMESTAMP -> nanos(hint.values().get("timestamp"));
            case RX_HASH -> hint.values().get("type") == 0 ? "none" : "%08x".formatted(hint.values().get("hash"));
            case RX_VLAN_TAG -> Long.toString(hint.values().get("tci") & 0xfff);
        });
    }

    /** Nanoseconds; only the lower digits where the table is narrow. */
    private String nanos(long value) {
        String digits = Long.toUnsignedString(value);
        return terminal.width() >= WIDEST || digits.length() <= SUBSECOND_DIGITS ? digits
                : "…" + digits.substring(digits.length() - SUBSECOND_DIGITS);
    }

    private List<String> below(PacketResult p) {
        List<String> lines = new ArrayList<>();
        p.redirect().ifPresent(to -> lines.add("→ " + to));
        if (p.verdict() == XdpAction.XDP_REDIRECT || p.verdict() == XdpAction.XDP_PASS) {
            p.hops().forEach(h -> lines.add("  " + h.text()));
        }
        p.fault().ifPresent(f -> lines.add(terminal.styled(Style.BAD, "fault") + " at " + f.toString()));
        return lines;
    }
}
