package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how descriptors are compressed. */
final class CompressionReader {
    private final ChoiceReader choices;
    private final List<String> fields;

    CompressionReader(ChoiceReader choices, List<Layout> layouts) {
        this.choices = choices;
        this.fields = layouts.stream().flatMap(l -> l.fields().stream()).map(Field::name).distinct().toList();
    }

    CompressionSpec read(Json json) {
        json.object("when", "most", "within", "mini", "carried", "cleared", "counted", "lost");
        Layout mini = new LayoutReader(choices).layout(json.get("mini"));
        List<String> of = mini.fields().stream().map(Field::name).toList();
        Map<String, String> carried = new LinkedHashMap<>();
        json.get("carried").members().forEach((to, from) -> {
            if (!fields.contains(to)) {
                throw from.unknown("field in the layouts", to, fields);
            }
            carried.put(to, from.word("field in " + mini.name(), of));
        });
        return new CompressionSpec(choices.when(json),
                choices.choice(json.get("most"), ChoiceReader.Purpose.PARAMETER),
                choices.choice(json.get("within"), ChoiceReader.Purpose.PARAMETER), mini, carried,
                names(json, "cleared"),
                names(json, "counted"), names(json, "lost"));
    }

    private List<String> names(Json json, String list) {
        return json.find(list).map(l -> l.elements().stream().map(n -> n.word("field in the layouts", fields)).toList())
                .orElse(List.of());
    }
}
