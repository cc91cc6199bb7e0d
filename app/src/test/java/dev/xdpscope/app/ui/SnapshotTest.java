package dev.xdpscope.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.Samples;
import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/** The picture has the size asked for, and every pane of it is filled. */
@ExtendWith(ApplicationExtension.class)
class SnapshotTest {
    @TempDir
    private Path folder;

    private final Scenario scenario = ScenarioFile.read(Samples.UNROLLED);

    @Test
    void everyPaneIsFilled() throws IOException {
        for (boolean dark : new boolean[]{false, true}) {
            Path out = folder.resolve("pictures/" + dark + ".png");
            Snapshot.render(scenario, Optional.of(Coordinate.parse("40:22.5")), 1600, 1000, dark, out);
            BufferedImage image = ImageIO.read(out.toFile());
            assertEquals(1600, image.getWidth());
            assertEquals(1000, image.getHeight());
            int background = image.getRGB(1200, 62 + 6);
            assertTrue(dark == ((background & 0xff) < 0x80), "the theme is the one asked for");
            for (int[] pane : new int[][]{{100, 62, 1500, 120}, {100, 130, 1500, 215}, {5, 250, 360, 700},
                {400, 270, 1100, 760}, {1190, 250, 1590, 700}, {10, 850, 1500, 970}}) {
                assertTrue(colours(image, pane) > 12, "pane at " + pane[0] + "," + pane[1] + " is empty");
            }
        }
    }

    private static int colours(BufferedImage image, int[] pane) {
        Set<Integer> seen = new HashSet<>();
        for (int y = pane[1]; y < pane[3]; y++) {
            for (int x = pane[0]; x < pane[2]; x++) {
                seen.add(image.getRGB(x, y));
            }
        }
        return seen.size();
    }

    @Test
    void aMomentThatIsNotThereIsAProblem() {
        assertThrows(ProblemException.class,
                () -> Snapshot.render(scenario, Optional.of(Coordinate.parse("400:1")), 800, 600,
                        false, folder.resolve("none.png")));
    }
}
