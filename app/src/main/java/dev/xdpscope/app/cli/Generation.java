package dev.xdpscope.app.cli;

import dev.xdpscope.engine.program.Kfunc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The generations of the metadata kfuncs, with the number of parameters of each kfunc. */
enum Generation {
    /** The RFC series of November 2022: the value is returned in r0. */
    RFC(rfc()),
    /** Since Linux 6.3: results go through pointers, r0 is an errno (include/net/xdp.h, 6.12). */
    MAINLINE(mainline());

    private final Map<String, Integer> parameters;

    Generation(Map<String, Integer> parameters) {
        this.parameters = parameters;
    }

    private static Map<String, Integer> rfc() {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (String hint : new String[]{"timestamp", "hash", "vlan_tag"}) {
            all.put("bpf_xdp_metadata_rx_" + hint + "_supported", 1);
            all.put("bpf_xdp_metadata_rx_" + hint, 1);
        }
        all.put("bpf_xdp_metadata_export_to_skb", 1);
        return all;
    }

    private static Map<String, Integer> mainline() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("bpf_xdp_metadata_rx_timestamp", 2);
        all.put("bpf_xdp_metadata_rx_hash", 3);
        all.put("bpf_xdp_metadata_rx_vlan_tag", 3);
        return all;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a generation. */
    static final class Converter extends WordConverter<Generation> {
        Converter() {
            super("generation", List.of(values()), Generation::word);
        }
    }

    /** Its kfuncs by name. */
    Map<String, Integer> kfuncs() {
        return parameters;
    }

    /** The kfunc of that name, as a program of this generation declares it. */
    Optional<Kfunc> kfunc(String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(n -> new Kfunc(name, n, false, new Kfunc.Binding.Unbound()));
    }
}
