package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;

/** A map's entries at one moment. */
public record MapContents(MapSpec spec, List<BpfMap.Entry> entries) {}
