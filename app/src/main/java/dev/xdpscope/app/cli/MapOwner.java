package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.program.MapSpec;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whose map it is. */
enum MapOwner {
    PROGRAM("program"),
    DRIVER("driver");

    private final String word;

    MapOwner(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** The maps after the last packet with their owners: those of a driver's code are no program's own. */
    static void each(ScenarioRecording recording, BiConsumer<MapContents, MapOwner> reader) {
        List<MapContents> maps = recording.mapsAtEnd();
        Set<MapSpec> own = Collections.newSetFromMap(new IdentityHashMap<>());
        recording.executables().forEach(e -> own.addAll(e.program().object().maps()));
        maps.forEach(map -> reader.accept(map, own.contains(map.spec()) ? PROGRAM : DRIVER));
    }
}
