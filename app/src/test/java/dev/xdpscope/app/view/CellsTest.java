package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.cli.Golden;
import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.nic.Hint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields each byte that a NIC writes belongs to, the hint that tints it, and what choosing it selects. */
class CellsTest {
    private static final Path TEXTS = Path.of("src/test/resources/dev/xdpscope/app/view/cells");

    @ParameterizedTest
    @ValueSource(strings = {"hints-to-metadata/scenario", "nics/bnxt-2022", "nics/bnxt", "nics/gve", "nics/i40e",
        "nics/ice", "nics/idpf", "nics/igc", "nics/mlx4", "nics/none", "nics/stmmac", "nics/veth", "nics/virtio_net"})
    void everyByteHasItsFieldsAndSelectsThem(String name) throws IOException {
        Session session = Samples.session(Samples.file(name + ".json"));
        Moment m = session.moment().orElseThrow();
        DescriptorRows rows = new DescriptorRows(m, new HintFields(m.recording().setup()));
        Layout layout = m.recording().setup().layout();
        StringBuilder text = new StringBuilder();
        write(text, layout, rows.cells());
        m.recording().setup().prefix().ifPresent(p -> write(text, p, rows.front()));
        Golden.check(TEXTS.resolve(name.replace('/', '-') + ".txt"), text.toString());
        select(session, layout, rows.cells());
        m.recording().setup().prefix().ifPresent(p -> select(session, p, rows.front()));
    }

    private static void write(StringBuilder text, Layout layout, List<DescriptorRows.Cell> cells) {
        text.append(layout.name()).append(", ").append(layout.size()).append(" bytes\n");
        for (DescriptorRows.Cell cell : cells) {
            text.append("%3d  %-40s %-14s %s".formatted(cell.offset(), cell.fields().isEmpty() ? "-" : cell.fields(),
                    cell.hint().map(Hint::toString).orElse("-"),
                    cell.target().map(t -> t.label() + ", " + t.length() + " B").orElse("-")).stripTrailing())
                    .append('\n');
        }
    }

    /** The selection covers the byte and the whole of its first field, and lights the byte up. */
    private static void select(Session session, Layout layout, List<DescriptorRows.Cell> cells) {
        for (DescriptorRows.Cell cell : cells) {
            Selection.Bytes target = cell.target().orElseThrow();
            session.select(target);
            Highlights h = Highlights.of(target, session.moment().orElseThrow(), session.traces().orElseThrow());
            assertEquals(Optional.of(Mark.SELF), h.of(target));
            long start = cells.getFirst().target().orElseThrow().address();
            List<Field> here = layout.at(cell.offset());
            int from = here.isEmpty() ? cell.offset() : here.getFirst().offset();
            int length = here.isEmpty() ? 1 : here.getFirst().size();
            assertEquals(start + from, target.address(), layout.name() + "+" + cell.offset());
            assertEquals(length, target.length(), layout.name() + "+" + cell.offset());
            assertEquals(Optional.of(Mark.SELF), h.bytes(start + cell.offset(), 1));
            assertTrue(target.label().startsWith(layout.name()), target.label());
        }
    }
}
