package dev.xdpscope.drivers.lab;

import dev.xdpscope.engine.object.BpfObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Objects that have been read: each file once, so that programs of one object share its maps. */
final class Objects {
    private final Map<Path, BpfObject> read = new HashMap<>();

    BpfObject get(Path file) {
        return read.computeIfAbsent(file.toAbsolutePath().normalize(), f -> BpfObject.read(file));
    }
}
