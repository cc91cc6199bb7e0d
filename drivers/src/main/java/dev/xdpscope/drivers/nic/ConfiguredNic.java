package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A NIC of one revision in one configuration, with its driver. */
public final class ConfiguredNic {
    /** A kfunc as a generation knows it. */
    private record Named(String generation, String kfunc) {}

    private final Nic nic;
    private final Nic.Parts parts;
    private final Revision revision;
    private final Map<String, String> settings;
    private final Layout layout;
    private final Hardware hardware;
    private final Driver driver;
    /** By generation and kfunc the driver's function in this configuration. */
    private final Map<String, Map<String, String>> kfuncs = new LinkedHashMap<>();
    private final Map<Named, Unrolling> unrollings = new HashMap<>();

    ConfiguredNic(Nic nic, Nic.Parts parts, Revision revision, Map<String, String> settings, Layout layout) {
        this.nic = nic;
        this.parts = parts;
        this.revision = revision;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.layout = layout;
        this.hardware = new SimulatedHardware(parts, layout, settings, Phc.RIGHT);
        this.driver = new Driver(parts.driver(), layout, new Evaluator(settings));
        parts.kfuncs().forEach((generation, declared) -> kfuncs.put(generation, functions(declared)));
        List<Layout> layouts = Stream.concat(Stream.of(layout), prefix().stream()).toList();
        Unroller unroller = new Unroller(nic, driver, layouts, parts.constants());
        for (Recipe recipe : parts.recipes()) {
            if (recipe.when().holds(settings)) {
                unrollings.computeIfAbsent(new Named(recipe.generation(), recipe.kfunc()),
                        n -> unroller.unrolling(recipe));
            }
        }
    }

    private Map<String, String> functions(Map<String, List<Implementation>> declared) {
        Map<String, String> functions = new LinkedHashMap<>();
        declared.forEach((kfunc, implementations) -> implementations.stream().filter(i -> i.when().holds(settings))
                .findFirst().ifPresent(i -> functions.put(kfunc, i.function())));
        return functions;
    }

    public Nic nic() {
        return nic;
    }

    public Revision revision() {
        return revision;
    }

    /** The effective value of each switch, and of {@code revision} and {@code firmware}. */
    public Map<String, String> settings() {
        return settings;
    }

    /** How many descriptors the receive ring has; packet {@code n} of the queue uses slot {@code n % ringEntries}. */
    public int ringEntries() {
        return Integer.parseInt(settings.get("ring"));
    }

    /** The layout of the descriptors. */
    public Layout layout() {
        return layout;
    }

    /** The layout of the bytes that the NIC writes in front of a frame; empty if it writes none. */
    public Optional<Layout> prefix() {
        return parts.prefix(settings);
    }

    public Hardware hardware() {
        return hardware;
    }

    /**
     * The hardware with a clock that may be wrong.
     *
     * @param first when the first packet arrives, nanoseconds since 1970: the time that {@code clock} counts from
     */
    public Hardware hardware(ClockSettings clock, long first) {
        return new SimulatedHardware(parts, layout, settings, new Phc(clock, first));
    }

    public Driver driver() {
        return driver;
    }

    /** The generations of kfuncs that the driver implements, for example {@code rfc} and {@code mainline}. */
    public List<String> generations() {
        return List.copyOf(kfuncs.keySet());
    }

    /** The kfuncs of a generation that the driver implements in this configuration. */
    public List<String> kfuncs(String generation) {
        return List.copyOf(kfuncs.getOrDefault(generation, Map.of()).keySet());
    }

    /**
     * The generation that {@code kfunc} is of: the first whose function for that name has as many parameters.
     *
     * @return empty if the driver does not implement it
     */
    public Optional<String> generation(Kfunc kfunc) {
        return kfuncs.entrySet().stream()
                .filter(g -> g.getValue().containsKey(kfunc.name())
                        && driver.parameters(g.getValue().get(kfunc.name())) == kfunc.parameters())
                .map(Map.Entry::getKey).findFirst();
    }

    /**
     * The driver's code for a kfunc, linked; its generation is recognised by name and number of parameters.
     *
     * @return empty if the driver does not implement it
     */
    public Optional<Program> body(Kfunc kfunc) {
        return generation(kfunc).map(g -> driver.function(kfuncs.get(g).get(kfunc.name())));
    }

    /** What the driver does when asked to unroll {@code kfunc}. */
    public Unrolling unroller(Kfunc kfunc) {
        return generation(kfunc).map(g -> unrollings.get(new Named(g, kfunc.name()))).orElse(new Unrolling.None());
    }

    /** The driver's function that fills an sk_buff: arguments are the context and the sk_buff. */
    public Optional<Program> skb() {
        return parts.driver().skb().map(driver::function);
    }

    /** What the driver does with metadata that a program puts in front of a packet. */
    public MetadataFate metadata() {
        return parts.driver().metadata(settings);
    }

    /** How packets lie in buffers; empty if each lies in one that is large enough. */
    public Optional<Buffers> buffers() {
        return parts.buffers().stream().filter(b -> b.when().holds(settings)).map(BufferSpec::buffers).findFirst();
    }

    /** What the driver reports to user space: the mainline kfuncs it implements. */
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        Arrays.stream(Feature.values()).filter(f -> kfuncs("mainline").contains(f.kfunc())).forEach(features::add);
        return features;
    }

    /** What else the device reports; empty where the NIC does not declare it. */
    public Optional<ReportedFeatures.Declared> declaredFeatures() {
        return parts.features().stream().filter(f -> f.when().holds(settings))
                .map(f -> new ReportedFeatures.Declared(f.xdp(), f.xsk())).findFirst();
    }
}
