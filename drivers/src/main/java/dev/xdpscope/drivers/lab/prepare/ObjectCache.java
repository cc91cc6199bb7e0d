package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Kconfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** ObjectCache that have been read for a kernel: each file once, so that programs of one object share its maps. */
public final class ObjectCache {
    private final Kconfig kconfig;
    private final Map<Path, BpfObject> read = new HashMap<>();

    public ObjectCache(Kconfig kconfig) {
        this.kconfig = kconfig;
    }

    public BpfObject get(Path file) {
        return read.computeIfAbsent(file.toAbsolutePath().normalize(), f -> BpfObject.read(file, kconfig));
    }
}
