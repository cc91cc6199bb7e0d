package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.MapContents;
import dev.xdpscope.drivers.lab.ScenarioRecording;
import java.util.List;
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

    /** The maps after the last packet with their owners: those of the driver's code come after the program's own. */
    static void each(ScenarioRecording recording, BiConsumer<MapContents, MapOwner> reader) {
        List<MapContents> maps = recording.mapsAtEnd();
        int own = recording.program().object().maps().size();
        for (int i = 0; i < maps.size(); i++) {
            reader.accept(maps.get(i), i < own ? PROGRAM : DRIVER);
        }
    }
}
