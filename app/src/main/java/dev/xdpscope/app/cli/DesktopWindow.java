package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The program's window, as far as the command line knows it. */
public interface DesktopWindow {
    /**
     * Opens the window and returns when it is closed.
     *
     * @param files scenarios, objects or captures
     * @param sample the scenario whose parts stand in where files make none: for an object its packets, for a capture its program
     */
    void open(List<Path> files, Optional<Path> sample);

    /** Draws the window without showing it. */
    void draw(Picture picture);

    /**
     * A picture of the window.
     *
     * @param at where in the recording; its beginning if empty
     * @param size in pixels
     * @param out the PNG file to write
     */
    record Picture(Scenario scenario, Optional<Coordinate> at, Size size, boolean dark, Path out) {}

    /** Width and height in pixels. */
    record Size(int width, int height) {}
}
