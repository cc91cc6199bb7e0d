package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.json.Json;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads descriptor layouts. */
final class LayoutReader {
    private static final int LARGEST = 4096;
    private static final Pattern BITS = Pattern.compile("([0-9]{1,2})(?::([0-9]{1,2}))?");

    private final ChoiceReader choices;

    LayoutReader(ChoiceReader choices) {
        this.choices = choices;
    }

    Layout layout(Json json) {
        json.object("name", "about", "when", "size", "byteOrder", "fields");
        int size = json.get("size").integer(1, LARGEST);
        String order = json.get("byteOrder").word("byte order", List.of("big", "little"));
        Layout layout = new Layout(json.get("name").identifier(), json.text("about", ""), choices.when(json), size,
                order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, List.of());
        for (Json f : json.get("fields").elements()) {
            Field field = field(f, size);
            if (layout.field(field.name()).isPresent()) {
                throw f.get("name").problem("there is another field " + field.name(), "Give each field its own name.");
            }
            refuseSharedWrites(f, field, layout);
            layout = with(layout, field);
        }
        return layout;
    }

    private static Layout with(Layout layout, Field field) {
        List<Field> fields = new ArrayList<>(layout.fields());
        fields.add(field);
        return new Layout(layout.name(), layout.about(), layout.when(), layout.size(), layout.byteOrder(), fields);
    }

    private Field field(Json json, int layoutSize) {
        json.object("name", "offset", "size", "bits", "about", "values", "writes");
        int size = json.get("size").integer(1, 8);
        if (Integer.bitCount(size) != 1) {
            throw json.get("size").problem("a field cannot have " + size + " bytes", "It has 1, 2, 4 or 8: split it.");
        }
        int offset = json.get("offset").integer(0, layoutSize - 1);
        if (offset + size > layoutSize) {
            throw json.get("offset").problem(
                    "the field ends at byte " + (offset + size) + ", the layout at " + layoutSize,
                    "Correct offset, size, or the layout's size.");
        }
        int[] bits = json.find("bits").map(b -> bits(b, 8 * size)).orElse(new int[]{8 * size - 1, 0});
        Choice writes =
                json.find("writes").map(w -> choices.choice(w, ChoiceReader.Purpose.DESCRIPTOR)).orElse(Choice.NOTHING);
        return new Field(json.get("name").path(), offset, size, bits[1], bits[0] - bits[1] + 1, json.text("about", ""),
                json.find("values").map(LayoutReader::values).orElse(Map.of()), writes);
    }

    /** {@code "7:6"} or {@code "0"}: highest and lowest bit. */
    static int[] bits(Json json, int width) {
        Matcher m = BITS.matcher(json.text());
        if (!m.matches()) {
            throw json.problem("'" + json.text() + "' is no bit range",
                    "Write the highest and the lowest bit: \"7:6\", or \"0\".");
        }
        int high = Integer.parseInt(m.group(1));
        int low = m.group(2) == null ? high : Integer.parseInt(m.group(2));
        if (low > high || high >= width) {
            throw json.problem("the bits " + json.text() + " are not in an integer of " + width + " bits",
                    "Write the highest bit first; bit 0 is the least significant.");
        }
        return new int[]{high, low};
    }

    private static Map<Long, String> values(Json json) {
        Map<Long, String> values = new LinkedHashMap<>();
        json.members().forEach((number, name) -> {
            if (!number.matches("[0-9]{1,18}|0x[0-9A-Fa-f]{1,15}")) {
                throw name.problem("'" + number + "' is no number", "Write the value as \"2\" or \"0x1e\".");
            }
            values.put(Long.decode(number.startsWith("0x") ? number : number.replaceFirst("^0+(?=.)", "")),
                    name.text());
        });
        return values;
    }

    /** Two fields that hardware writes must not share a bit: what would be there is anybody's guess. */
    private static void refuseSharedWrites(Json json, Field field, Layout before) {
        for (Field other : before.fields()) {
            for (int at = field.offset(); at < field.offset() + field.size(); at++) {
                if (written(field) && written(other) && (before.bitsAt(field, at) & before.bitsAt(other, at)) != 0) {
                    throw json.problem(
                            "the fields " + other.name() + " and " + field.name() + " both write to byte " + at,
                            "Let only one of them have 'writes', or correct offset, size and bits.");
                }
            }
        }
    }

    private static boolean written(Field field) {
        return !field.writes().alternatives().isEmpty();
    }
}
