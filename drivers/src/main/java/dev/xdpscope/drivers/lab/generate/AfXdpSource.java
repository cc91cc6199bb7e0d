package dev.xdpscope.drivers.lab.generate;

import dev.xdpscope.drivers.nic.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The generated program's C source. It needs no headers but the generated one, so that clang alone compiles it. */
final class AfXdpSource {
    private static final String DECLARATIONS = """
            typedef unsigned short u16;
            typedef unsigned int u32;
            typedef unsigned long long u64;

            #define SEC(name) __attribute__((section(name), used))
            #define __ksym __attribute__((section(".ksyms")))
            #define __uint(name, value) int(*name)[value]
            #define __type(name, type) typeof(type) *name

            struct xdp_md {
            	u32 data;
            	u32 data_end;
            	u32 data_meta;
            	u32 ingress_ifindex;
            	u32 rx_queue_index;
            	u32 egress_ifindex;
            };

            enum { XDP_ABORTED = 0, XDP_PASS = 2 };
            enum { BPF_MAP_TYPE_XSKMAP = 17 };
            enum xdp_rss_hash_type { XDP_RSS_TYPE_NONE = 0 };

            static long (*const bpf_redirect_map)(void *map, u64 key, u64 flags) = (void *)51;
            static long (*const bpf_xdp_adjust_meta)(struct xdp_md *ctx, int delta) = (void *)54;
            static u64 (*const bpf_ktime_get_tai_ns)(void) = (void *)208;
            """;

    private static final String MAP = """
            struct {
            	__uint(type, BPF_MAP_TYPE_XSKMAP);
            	__uint(max_entries, %d);
            	__type(key, u32);
            	__type(value, u32);
            } %s SEC(".maps");

            char LICENSE[] SEC("license") = "%s";

            SEC("xdp")
            """;

    /** Lines in front of the program's first. */
    private final List<String> front;
    private final List<GeneratedLine> statements;

    /**
     * @param command how it was made
     * @param nic of which NIC, revision and configuration the hints are
     */
    AfXdpSource(String command, String nic, Set<Hint> hints, List<GeneratedLine> statements) {
        this.statements = statements;
        this.front = new ArrayList<>();
        add("// SPDX-License-Identifier: MIT OR GPL-2.0-only");
        comment(command, nic, hints);
        add("#include \"" + AfXdp.HEADER + "\"\n\n" + DECLARATIONS);
        hints.forEach(h -> add(declaration(h)));
        if (!hints.isEmpty()) {
            add("");
        }
        add(MAP.formatted(AfXdpObject.SOCKETS, AfXdpProgram.MAP, AfXdpObject.LICENSE).stripTrailing());
    }

    private void comment(String command, String nic, Set<Hint> hints) {
        add("/*");
        add(" * Leaves what " + nic + " knows of a packet in front of it, as struct rx_hints,");
        add(" * and hands it to the AF_XDP socket of its receive queue, or to the stack where there is none.");
        add(" * Made by: " + command);
        add(" *");
        if (hints.isEmpty()) {
            add(" * The driver offers no hint, so the program asks for none and can be loaded as any other.");
        } else {
            add(" * To ask the driver it must be loaded for the interface: with BPF_F_XDP_DEV_BOUND_ONLY and the interface's");
            add(" * index (libbpf: bpf_program__set_flags, bpf_program__set_ifindex), by a process in its network namespace.");
        }
        add(" */");
    }

    private static String declaration(Hint hint) {
        String outputs = switch (hint) {
            case RX_TIMESTAMP -> "u64 *timestamp";
            case RX_HASH -> "u32 *hash, enum xdp_rss_hash_type *type";
            case RX_VLAN_TAG -> "u16 *proto, u16 *tci";
        };
        return "extern int " + hint.kfunc() + "(const struct xdp_md *ctx, " + outputs + ") __ksym;";
    }

    private void add(String lines) {
        front.addAll(List.of(lines.split("\n", -1)));
    }

    /** Number of the C line, from 1, that the statement with this index is on. */
    int line(int statement) {
        return front.size() + statement + 1;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        front.forEach(l -> text.append(l).append('\n'));
        statements.forEach(s -> text.append(s.c()).append('\n'));
        return text.toString();
    }
}
