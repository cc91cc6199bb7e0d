package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.object.CoreBreakage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the matrix: a NIC as configured, with a cell for each access design.
 *
 * @param setup the NIC as it was configured
 * @param breakages what CO-RE does not find of what the program asks for in the driver's types
 * @param hints what the driver answers; empty if the program could not be run with any design
 * @param cells in the order of the designs asked for
 */
public record ComparedNic(Variant variant, ConfiguredNic setup, List<CoreBreakage> breakages,
        Optional<Map<Hint, HintAnswers>> hints,
        List<Cell> cells) {
    public ComparedNic {
        breakages = List.copyOf(breakages);
        cells = List.copyOf(cells);
    }
}
