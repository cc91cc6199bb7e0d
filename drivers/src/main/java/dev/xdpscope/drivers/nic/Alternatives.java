package dev.xdpscope.drivers.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways in which a NIC of one revision can be configured, one switch at a time. */
public final class Alternatives {
    private Alternatives() {}

    /** What a revision supports of a switch, or of {@code firmware}; empty if the NIC has no such switch. */
    public static Optional<Values> values(Nic nic, Revision revision, String name) {
        if (name.equals(Configuration.FIRMWARE)) {
            return nic.firmware().isEmpty() ? Optional.empty() : Optional.of(new Values.OneOf(nic.firmware()));
        }
        Optional<Values> all = nic.configuration().stream().filter(s -> s.name().equals(name)).map(Switch::values)
                .findFirst();
        return Optional.ofNullable(revision.limits().get(name)).<Values>map(Values.OneOf::new).or(() -> all);
    }

    /** Every value of every switch by itself, defaults too; numbers of a range are left out. */
    public static List<Map.Entry<String, String>> single(Nic nic, Revision revision) {
        List<String> names = new ArrayList<>(nic.configuration().stream().map(Switch::name).toList());
        names.add(Configuration.FIRMWARE);
        List<Map.Entry<String, String>> all = new ArrayList<>();
        for (String name : names) {
            if (values(nic, revision, name).orElse(null) instanceof Values.OneOf(List<String> words)) {
                words.forEach(word -> all.add(Map.entry(name, word)));
            }
        }
        return List.copyOf(all);
    }
}
