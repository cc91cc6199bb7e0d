package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.drivers.packet.RssType;
import dev.xdpscope.drivers.packet.Toeplitz;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a NIC folder. */
final class NicReader {
    static final String FILE = "nic.json";
    private static final int FORMAT = 1;
    private static final long YEAR = 365L * 86_400 * 1_000_000_000;

    private final NicFiles files;
    private final Json json;
    private final Configuration configuration;
    private final ChoiceReader choices;

    private NicReader(NicFiles files, Json json) {
        this.files = files;
        this.json = json;
        this.configuration = ConfigurationReader.read(json);
        this.choices = new ChoiceReader(configuration.vocabulary());
    }

    static Nic read(NicFiles files) {
        Json json =
                Json.parse(files.read(FILE, dev.xdpscope.engine.problem.Place.of(files.folder())), files.name(FILE));
        json.object("$schema", "format", "name", "title", "about", "revisions", "firmware", "configuration", "layouts",
                "prefix",
                "vlan", "rss", "clock", "compression", "driver", "constants", "kfuncs", "unrollers", "features",
                "buffers");
        json.get("format").integer(FORMAT, FORMAT);
        return new NicReader(files, json).nic();
    }

    private Nic nic() {
        LayoutReader reader = new LayoutReader(choices);
        List<Layout> layouts = json.get("layouts").elements().stream().map(reader::layout).toList();
        List<Layout> prefixes =
                json.find("prefix").map(p -> p.oneOrMore().stream().map(reader::layout).toList()).orElse(List.of());
        DriverSpec driver = new DriverReader(files, choices, layouts).read(json.get("driver"));
        Nic.Parts parts =
                new Nic.Parts(layouts, prefixes, strips(), rss(), clocks(), compressions(layouts), driver, constants(),
                        kfuncs(driver), recipes(), features(), buffers());
        return new Nic(json.get("name").name(), json.get("title").text(), json.get("about").text(), configuration,
                json.place(), parts, files);
    }

    private List<StripSpec> strips() {
        return json.find("vlan").map(v -> v.object("strip").get("strip").elements().stream()
                .map(s -> new StripSpec(s.object("tpid", "when").get("tpid").integer(0, 0xffff), choices.when(s)))
                .toList())
                .orElse(List.of());
    }

    private Optional<RssSpec> rss() {
        return json.find("rss").map(r -> {
            r.object("key", "types");
            byte[] key = r.find("key").map(NicReader::key).orElseGet(Toeplitz::standardKey);
            return new RssSpec(key, r.get("types").elements().stream().map(t -> new RssSpec.Hashed(
                    rssType(t.object("type", "when").get("type")), choices.when(t))).toList());
        });
    }

    private static byte[] key(Json json) {
        if (!json.text().matches("([0-9A-Fa-f]{2}){" + Toeplitz.MIN_KEY + ",512}")) {
            throw json.problem("this is no RSS key",
                    "Write at least " + Toeplitz.MIN_KEY + " bytes as hexadecimal digits.");
        }
        return HexFormat.of().parseHex(json.text());
    }

    private static RssType rssType(Json json) {
        String word = json.word("hash type", Arrays.stream(RssType.values()).map(NicReader::word).toList());
        return RssType.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The name that the role rss-type has for it. */
    static String word(RssType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<FeatureSpec> features() {
        return json.find("features")
                .map(f -> f.oneOrMore().stream().map(one -> FeatureSpec.read(one, choices)).toList()).orElse(List.of());
    }

    private List<BufferSpec> buffers() {
        return json.find("buffers")
                .map(b -> b.oneOrMore().stream().map(one -> BufferSpec.read(one, choices)).toList()).orElse(List.of());
    }

    private List<ClockSpec> clocks() {
        return json.find("clock").map(c -> c.oneOrMore().stream().map(this::clock).toList()).orElse(List.of());
    }

    private List<CompressionSpec> compressions(List<Layout> layouts) {
        CompressionReader reader = new CompressionReader(choices, layouts);
        return json.find("compression").map(c -> c.oneOrMore().stream().map(reader::read).toList()).orElse(List.of());
    }

    private ClockSpec clock(Json c) {
        c.object("when", "khz", "counterBits", "powerUp", "timecounter", "cache");
        int khz = c.get("khz").integer(1, 100_000_000);
        return new ClockSpec(choices.when(c), khz, c.get("counterBits").integer(1, 64),
                choices.choice(c.get("powerUp"), ChoiceReader.Purpose.PARAMETER),
                c.find("timecounter").map(t -> timecounter(t, khz)), c.find("cache").map(this::cache));
    }

    private ClockSpec.Timecounter timecounter(Json t, int khz) {
        t.object("bits", "shift", "readEvery", "ahead");
        int shift = t.get("shift").integer(0, 43);
        long mult = Clock.mult(khz, shift);
        if (mult >>> 32 != 0) {
            throw t.get("shift").problem("the multiplier for " + khz + " kHz would be " + mult + ", more than 32 bits",
                    "Lower the shift.");
        }
        return new ClockSpec.Timecounter(t.get("bits").integer(1, 64), shift, every(t),
                choices.choice(t.get("ahead"), ChoiceReader.Purpose.PARAMETER));
    }

    private ClockSpec.Cache cache(Json c) {
        c.object("readEvery", "ahead");
        return new ClockSpec.Cache(every(c), choices.choice(c.get("ahead"), ChoiceReader.Purpose.PARAMETER));
    }

    private static long every(Json json) {
        long every = json.get("readEvery").number();
        if (every <= 0 || every > YEAR) {
            throw json.get("readEvery").problem("the counter cannot be read every " + every + " ns",
                    "Give nanoseconds from 1 to " + YEAR + ".");
        }
        return every;
    }

    private Map<String, Long> constants() {
        Map<String, Long> constants = new LinkedHashMap<>();
        json.find("constants").map(Json::members).orElse(Map.of()).forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
                throw value.problem("'" + name + "' cannot be a constant's name", "Use letters, digits and '_'.");
            }
            constants.put(name, value.number());
        });
        return constants;
    }

    /** By generation and kfunc the C functions. */
    private Map<String, Map<String, List<Implementation>>> kfuncs(DriverSpec driver) {
        Map<String, Map<String, List<Implementation>>> generations = new LinkedHashMap<>();
        json.get("kfuncs").members().forEach((generation, functions) -> {
            Map<String, List<Implementation>> of = new LinkedHashMap<>();
            functions.members().forEach((kfunc, by) -> of.put(kfunc,
                    by.oneOrMore().stream().map(one -> implementation(one, driver)).toList()));
            generations.put(generation, of);
        });
        return generations;
    }

    /** A function's name alone holds in every configuration. */
    private Implementation implementation(Json json, DriverSpec driver) {
        return json.isObject()
                ? new Implementation(choices.when(json.object("when", "function")),
                        DriverReader.function(json.get("function"), driver.object()))
                : new Implementation(When.ALWAYS, DriverReader.function(json, driver.object()));
    }

    private List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>();
        Map<String, Json> generations = json.get("kfuncs").members();
        for (Json u : json.find("unrollers").map(Json::elements).orElse(List.of())) {
            u.object("generation", "kfunc", "when", "template", "calls", "call");
            List<String> named = generations(u.get("generation"), generations.keySet());
            Json kfunc = u.get("kfunc");
            named.forEach(g -> kfunc.word("kfunc of " + g, generations.get(g).members().keySet()));
            Recipe.How how = u.oneOf("template", "call").equals("template") ? template(u, named)
                    : new Recipe.How.Call(u.get("call").text());
            When when = choices.when(u);
            named.forEach(g -> recipes.add(new Recipe(g, kfunc.text(), when, how)));
        }
        return recipes;
    }

    /** One generation, or all that share an unroller. */
    private static List<String> generations(Json json, Set<String> known) {
        List<String> named = json.oneOrMore().stream().map(g -> g.word("generation", known)).toList();
        if (named.isEmpty() || Set.copyOf(named).size() < named.size()) {
            throw json.problem(named.isEmpty() ? "no generation is named" : "a generation is named twice",
                    "Name each that has this unroller once, from: " + String.join(", ", known) + ".");
        }
        return named;
    }

    private Recipe.How template(Json unroller, List<String> generations) {
        Json file = unroller.get("template");
        byte[] text = files.read(file.text(), file.place());
        return new Recipe.How.Template(file.text(), new String(text, StandardCharsets.UTF_8), generations,
                unroller.find("calls").map(Json::text));
    }
}
