package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A NIC as its folder declares it. */
public final class Nic {
    /** What a configured NIC is made of. */
    record Parts(List<Layout> layouts, List<Layout> prefixes, List<StripSpec> strips, Optional<RssSpec> rss,
            List<ClockSpec> clocks, List<CompressionSpec> compressions, DriverSpec driver, Map<String, Long> constants,
            Map<String, Map<String, List<Implementation>>> kfuncs, List<Recipe> recipes, List<FeatureSpec> features,
            List<BufferSpec> buffers) {
        /** The layout of what is written in front of frames; empty if nothing is. */
        Optional<Layout> prefix(Map<String, String> settings) {
            return prefixes.stream().filter(p -> p.when().holds(settings)).findFirst();
        }
    }

    private final String name;
    private final String title;
    private final String about;
    private final Configuration configuration;
    private final Place place;
    private final Parts parts;
    private final NicFiles files;

    Nic(String name, String title, String about, Configuration configuration, Place place, Parts parts,
            NicFiles files) {
        this.name = name;
        this.title = title;
        this.about = about;
        this.configuration = configuration;
        this.place = place;
        this.parts = parts;
        this.files = files;
    }

    /** For example {@code mlx5}. */
    public String name() {
        return name;
    }

    /** The product's name. */
    public String title() {
        return title;
    }

    /** A few sentences for the reader. */
    public String about() {
        return about;
    }

    /** At least one. */
    public List<Revision> revisions() {
        return configuration.revisions();
    }

    /** Labels that the setting {@code firmware} can have, the default first; none for most NICs. */
    public List<String> firmware() {
        return configuration.firmware();
    }

    /** The switches, with {@code ring}, {@code queue} and {@code ifindex}, which every NIC has. */
    public List<Switch> configuration() {
        return configuration.switches();
    }

    /** The layouts that some configuration has. */
    public List<Layout> layouts() {
        return parts.layouts();
    }

    /** The driver's C source. */
    public String source() {
        return new String(files.read(parts.driver().source(), place), StandardCharsets.UTF_8);
    }

    /** What messages call a file of the folder. */
    Path file(String relative) {
        return files.name(relative);
    }

    /**
     * Chooses a revision and sets switches.
     *
     * @param revision the default revision if empty
     * @param settings by switch; {@code firmware} too where the NIC lists firmware
     * @throws ProblemException if something is unknown, or not supported by the revision
     */
    public ConfiguredNic configure(Optional<String> revision, Map<String, String> settings) {
        Revision chosen = configuration.revision(place, revision);
        Map<String, String> effective = configuration.effective(place, chosen, settings);
        Layout layout = parts.layouts().stream().filter(l -> l.when().holds(effective)).findFirst()
                .orElseThrow(() -> new ProblemException(place.pointer("/layouts"),
                        "no layout is declared for the configuration " + effective,
                        "Change a setting, or add a layout."));
        return new ConfiguredNic(this, parts, chosen, effective, layout);
    }
}
