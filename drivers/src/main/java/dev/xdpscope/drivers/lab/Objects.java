package dev.xdpscope.drivers.lab;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Kconfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Objects that have been read for a kernel: each file once, so that programs of one object share its maps. */
final class Objects {
    private final Kconfig kconfig;
    private final Map<Path, BpfObject> read = new HashMap<>();

    Objects(Kconfig kconfig) {
        this.kconfig = kconfig;
    }

    BpfObject get(Path file) {
        return read.computeIfAbsent(file.toAbsolutePath().normalize(), f -> BpfObject.read(file, kconfig));
    }
}
