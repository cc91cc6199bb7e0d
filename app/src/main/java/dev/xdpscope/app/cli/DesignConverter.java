package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import java.util.List;

/** Reads an access design. */
final class DesignConverter extends WordConverter<AccessDesign> {
    DesignConverter() {
        super("access design", List.of(AccessDesign.values()), AccessDesign::word);
    }
}
