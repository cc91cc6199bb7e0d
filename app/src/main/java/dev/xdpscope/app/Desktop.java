package dev.xdpscope.app;

import dev.xdpscope.app.cli.DesktopWindow;
import dev.xdpscope.app.ui.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The JavaFX window, for the command line. */
final class Desktop implements DesktopWindow {
    @Override
    public void open(List<Path> files, Optional<Path> sample) {
        dev.xdpscope.app.ui.Window.open(files, sample);
    }

    @Override
    public void draw(Picture picture) {
        Snapshot.render(picture.scenario(), picture.at(), picture.size().width(), picture.size().height(),
                picture.dark(),
                picture.out());
    }
}
