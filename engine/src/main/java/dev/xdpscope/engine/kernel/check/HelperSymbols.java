package dev.xdpscope.engine.kernel.check;

import dev.xdpscope.engine.isa.HelperNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which helper or kfunc a function of the kernel implements. Most have its name. Of others there is one for each type of program
 * (net/core/filter.c, 6.18), of map ({@code struct bpf_map_ops}, put in by the verifier) or, of metadata kfuncs, of driver.
 */
final class HelperSymbols {
    private static final Map<Pattern, String> HELPERS = new LinkedHashMap<>();

    private static final Pattern METADATA = Pattern.compile("\\w+_xdp_rx_(timestamp|hash|vlan_tag)");

    static {
        helper("bpf_user_rnd_u32", "bpf_get_prandom_u32");
        helper("bpf_get_raw_cpu_id", "bpf_get_smp_processor_id");
        helper("bpf_(?:xdp|skb)_event_output", "bpf_perf_event_output");
        helper("(?:dev|dev_hash|cpu|xsk|sock)_map_redirect", "bpf_redirect_map");
        helper("bpf_(?:for_each_(?:array|hash)_elem|map_for_each_callback)", "bpf_for_each_map_elem");
        helper("\\w*lookup_percpu_elem", "bpf_map_lookup_percpu_elem");
        helper("\\w*_(lookup|update|delete|push|pop|peek)_elem", "bpf_map_$1_elem");
        helper("bpf_(?:xdp|skb|tc|sock_addr)_(\\w+)", "bpf_$1");
    }

    private HelperSymbols() {}

    private static void helper(String symbol, String helper) {
        HELPERS.put(Pattern.compile(symbol), helper);
    }

    /** The helper that the function with these names implements; the function's own name if it is not known to be one. */
    static String helper(List<String> symbols) {
        return symbols.stream().filter(s -> HelperNames.id(s).isPresent()).findFirst()
                .orElseGet(() -> implemented(symbols.getFirst()));
    }

    private static String implemented(String symbol) {
        for (Map.Entry<Pattern, String> each : HELPERS.entrySet()) {
            Matcher m = each.getKey().matcher(symbol);
            if (m.matches() && HelperNames.id(m.replaceFirst(each.getValue())).isPresent()) {
                return m.replaceFirst(each.getValue());
            }
        }
        return symbol;
    }

    /** The kfunc: for a driver's function that of the hint. */
    static String kfunc(List<String> symbols) {
        Matcher m = METADATA.matcher(symbols.getFirst());
        return m.matches() ? "bpf_xdp_metadata_rx_" + m.group(1) : symbols.getFirst();
    }
}
