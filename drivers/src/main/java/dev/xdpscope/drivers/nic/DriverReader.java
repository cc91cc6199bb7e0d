package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfField;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a driver: its object, and the structures that the object's types describe. */
final class DriverReader {
    private static final int LARGEST = 1 << 20;

    private final NicFiles files;
    private final ChoiceReader choices;
    private final List<Layout> layouts;

    DriverReader(NicFiles files, ChoiceReader choices, List<Layout> layouts) {
        this.files = files;
        this.choices = choices;
        this.layouts = layouts;
    }

    DriverSpec read(Json json) {
        json.object("object", "source", "context", "objects", "rxq", "skb", "metadata");
        String file = json.get("object").text();
        BpfObject object = BpfObject.read(files.read(file, json.get("object").place()), files.name(file));
        Btf btf = object.btf().orElseThrow(() -> json.get("object").problem("the object " + file + " has no types",
                "Compile it with -g."));
        String source = json.get("source").text();
        files.read(source, json.get("source").place());
        DriverSpec.Structure context = structure(json.get("context").object("type", "fields"), "context", btf);
        if (context.size() < XdpBuff.SIZE) {
            throw json.get("context").get("type").problem(context.type() + " has only " + context.size() + " bytes",
                    "It begins with the xdp_buff of " + XdpBuff.SIZE + " bytes, which the kernel fills in.");
        }
        List<DriverSpec.Structure> objects = new ArrayList<>();
        for (Json o : json.get("objects").elements()) {
            DriverSpec.Structure one =
                    structure(o.object("name", "type", "about", "device", "fields", "onRead"),
                            o.get("name").identifier(), btf);
            if (objects.stream().anyMatch(other -> other.name().equals(one.name()))) {
                throw o.get("name").problem("there is another object " + one.name(), "Give each object its own name.");
            }
            objects.add(one);
        }
        checkAddresses(json.get("context"), context, objects, btf);
        List<Json> elements = json.get("objects").elements();
        for (int i = 0; i < elements.size(); i++) {
            checkAddresses(elements.get(i), objects.get(i), objects, btf);
        }
        FieldSource.ObjectAddress rxq = ChoiceReader.objectAddress(json.get("rxq"));
        checkAddress(json.get("rxq"), rxq, objects, btf);
        return new DriverSpec(object, btf, source, context, objects, rxq,
                json.find("skb").map(s -> function(s, object)), metadata(json));
    }

    private List<DriverSpec.Metadata> metadata(Json json) {
        return json.find("metadata").map(m -> m.oneOrMore().stream().map(one -> {
            String is = one.object("when", "is", "why").get("is").word("fate of metadata",
                    List.of("kept", "dropped", "unsupported"));
            MetadataFate fate = is.equals("kept") ? MetadataFate.KEPT
                    : new MetadataFate(MetadataFate.Kind.valueOf(is.toUpperCase(Locale.ROOT)), one.get("why").text());
            return new DriverSpec.Metadata(choices.when(one), fate);
        }).toList()).orElse(List.of());
    }

    /** A function of the object, linked once so that anything wrong with it is said now. */
    static String function(Json name, BpfObject object) {
        List<String> known = object.programs().stream().map(p -> p.name()).toList();
        String function = name.word("function", known);
        try {
            object.link(function, Optional.empty());
        } catch (ProblemException e) {
            throw name.problem("the function " + function + " cannot be linked: " + e.getMessage(), "");
        }
        return function;
    }

    private DriverSpec.Structure structure(Json json, String name, Btf btf) {
        Json type = json.get("type");
        int id = btf.struct(type.text()).orElseThrow(() -> type.unknown("structure in the driver's types", type.text(),
                structures(btf)));
        int size = btf.sizeOf(id);
        if (size > LARGEST) {
            throw type.problem(type.text() + " has " + size + " bytes", "At most " + LARGEST + " are simulated.");
        }
        List<DriverSpec.Member> members = new ArrayList<>();
        json.get("fields").members().forEach((path, value) -> members.add(member(type.text(), path, value, btf)));
        boolean device = json.find("device").map(Json::flag).orElse(false);
        return new DriverSpec.Structure(name, type.text(), size, members, device,
                onRead(json, type.text(), device, btf));
    }

    private static List<DriverSpec.OnRead> onRead(Json json, String type, boolean device, Btf btf) {
        if (json.has("onRead") && !device) {
            throw json.get("onRead").problem("only device registers do something when they are read",
                    "Add \"device\": true, or remove it.");
        }
        List<DriverSpec.OnRead> effects = new ArrayList<>();
        json.find("onRead").ifPresent(all -> all.members().forEach((register, effect) -> {
            effect.object("clear", "bits");
            Json cleared = effect.get("clear");
            int[] bits = effect.find("bits").map(b -> LayoutReader.bits(b, 32)).orElse(new int[]{31, 0});
            effects.add(new DriverSpec.OnRead(register(effect, type, register, btf),
                    register(cleared, type, cleared.text(), btf), (int) ((2L << bits[0]) - (1L << bits[1]))));
        }));
        return effects;
    }

    /** Offset of a register, which has 32 bits. */
    private static int register(Json at, String type, String path, Btf btf) {
        BtfField field = field(at, type, path, btf);
        if (field.bitSize() != 32 || field.byteOffset() % 4 != 0) {
            throw at.problem("the register " + path + " is " + btf.describe(field.type()), "readl() reads 4 bytes.");
        }
        return field.byteOffset();
    }

    private static BtfField field(Json at, String type, String path, Btf btf) {
        return btf.field(type, path).orElseThrow(() -> at.problem("there is no field " + type + "." + path,
                Nearest.remedy(path, members(btf, type))));
    }

    private DriverSpec.Member member(String type, String path, Json value, Btf btf) {
        BtfField field = field(value, type, path, btf);
        int size = field.bitSize() / 8;
        if (field.bitSize() % 8 != 0 || field.bitOffset() != 0 || Integer.bitCount(size) != 1 || size > 8) {
            throw value.problem(
                    "the field " + path + " is " + btf.describe(field.type()) + ", which is no number or pointer",
                    "Name a field of 1, 2, 4 or 8 bytes, for example one inside it.");
        }
        Choice choice = choices.choice(value, ChoiceReader.Purpose.STRUCTURE);
        return new DriverSpec.Member(path, field.byteOffset(), size, choice);
    }

    private void checkAddresses(Json json, DriverSpec.Structure structure, List<DriverSpec.Structure> objects,
            Btf btf) {
        for (DriverSpec.Member member : structure.members()) {
            Json at = json.get("fields").get(member.path());
            for (Choice.Alternative a : member.value().alternatives()) {
                boolean pointer = switch (a.source()) {
                    case FieldSource.ObjectAddress o -> true;
                    case FieldSource.DescriptorAddress d -> true;
                    case FieldSource.PrefixAddress p -> true;
                    case FieldSource.Constant c -> false;
                    case FieldSource.Setting s -> false;
                    case FieldSource.OfRole r -> false;
                    case FieldSource.AnyOf any -> false;
                    case FieldSource.Given g -> false;
                };
                if (pointer && member.size() != 8) {
                    throw at.problem("an address does not fit the " + member.size() + " bytes of " + member.path(),
                            "Make the field a pointer.");
                }
                if (a.source() instanceof FieldSource.ObjectAddress address) {
                    checkAddress(at, address, objects, btf);
                }
                if (a.source() instanceof FieldSource.DescriptorAddress(Optional<String> field) && field.isPresent()) {
                    checkField(at, field.get());
                }
            }
        }
    }

    private void checkField(Json at, String field) {
        if (layouts.stream().noneMatch(l -> l.field(field).isPresent())) {
            throw at.unknown("field in the layouts", field,
                    layouts.stream().flatMap(l -> l.fields().stream()).map(f -> f.name()).toList());
        }
    }

    private static void checkAddress(Json at, FieldSource.ObjectAddress address, List<DriverSpec.Structure> objects,
            Btf btf) {
        DriverSpec.Structure to = objects.stream().filter(o -> o.name().equals(address.object())).findFirst()
                .orElseThrow(() -> at.unknown("object", address.object(),
                        objects.stream().map(DriverSpec.Structure::name).toList()));
        address.path().filter(path -> btf.field(to.type(), path).isEmpty()).ifPresent(path -> {
            throw at.problem("there is no field " + to.type() + "." + path,
                    Nearest.remedy(path, members(btf, to.type())));
        });
    }

    private static List<String> structures(Btf btf) {
        List<String> names = new ArrayList<>();
        for (int id = 1; id < btf.count(); id++) {
            if (btf.type(id) instanceof BtfType.Struct s && !s.name().isEmpty()) {
                names.add(s.name());
            }
        }
        return names;
    }

    private static List<String> members(Btf btf, String type) {
        return btf.struct(type).stream().mapToObj(btf::type).filter(BtfType.Struct.class::isInstance)
                .flatMap(t -> ((BtfType.Struct) t).members().stream()).map(BtfType.Member::name).toList();
    }
}
