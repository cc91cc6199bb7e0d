package dev.xdpscope.drivers.lab.generate;

import dev.xdpscope.drivers.nic.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The generated program, line by line in C and in assembly. The driver is asked before any packet byte or pointer is
 * changed and answers on the stack: metadata grows over what some NICs write in front of a frame (igc's timestamps,
 * virtio_net's header). r6 is the context, r7 the valid bits.
 */
final class AfXdpProgram {
    static final String NAME = "af_xdp";
    static final String MAP = "xsks";

    private final List<GeneratedLine> statements = new ArrayList<>();

    private AfXdpProgram() {}

    /** The function's body with its head and braces, for a NIC that offers these hints. */
    static List<GeneratedLine> statements(Set<Hint> hints) {
        AfXdpProgram program = new AfXdpProgram();
        program.line("int " + NAME + "(struct xdp_md *ctx)", "r6 = r1");
        program.line("{", "");
        program.variables();
        program.timestamp(hints.contains(Hint.RX_TIMESTAMP));
        if (hints.contains(Hint.RX_HASH)) {
            program.ask(Hint.RX_HASH, "hash", -12, "hash_type", -16, 4, HintsLayout.Valid.HINT_HASH);
        }
        if (hints.contains(Hint.RX_VLAN_TAG)) {
            program.ask(Hint.RX_VLAN_TAG, "vlan_proto", -18, "vlan_tci", -20, 2, HintsLayout.Valid.HINT_VLAN);
        }
        program.makeRoom();
        program.store("rx_timestamp", "timestamp", "u64", -8);
        program.store("rx_hash", "hash", "u32", -12);
        program.store("rx_hash_type", "hash_type", "u32", -16);
        program.store("rx_vlan_proto", "vlan_proto", "u16", -18);
        program.store("rx_vlan_tci", "vlan_tci", "u16", -20);
        program.line("\thints->hint_valid = valid;", "*(u32 *)(r2 + rx_hints.hint_valid) = r7");
        program.line("\treturn bpf_redirect_map(&" + MAP + ", ctx->rx_queue_index, XDP_PASS);", """
                r2 = *(u32 *)(r6 + xdp_md.rx_queue_index)
                r1 = map[xsks]
                r3 = XDP_PASS
                call bpf_redirect_map
                exit""");
        program.line("}", "");
        return List.copyOf(program.statements);
    }

    private void line(String c, String code) {
        statements.add(new GeneratedLine(c, code));
    }

    private void variables() {
        line("\tu64 timestamp = 0;", "*(u64 *)(r10 - 8) = 0");
        line("\tu32 hash = 0;", "*(u32 *)(r10 - 12) = 0");
        line("\tenum xdp_rss_hash_type hash_type = 0;", "*(u32 *)(r10 - 16) = 0");
        line("\tu16 vlan_proto = 0;", "*(u16 *)(r10 - 18) = 0");
        line("\tu16 vlan_tci = 0;", "*(u16 *)(r10 - 20) = 0");
        line("\tu32 valid = 0;", "r7 = 0");
        line("", "");
    }

    private void timestamp(boolean offered) {
        String valid = "HINT_SOFTWARE_TIMESTAMP";
        if (!offered) {
            line("\ttimestamp = bpf_ktime_get_tai_ns();", "call bpf_ktime_get_tai_ns\n*(u64 *)(r10 - 8) = r0");
            line("\tvalid |= " + valid + ";", "r7 |= " + valid);
            return;
        }
        line("\tif (!" + Hint.RX_TIMESTAMP.kfunc() + "(ctx, &timestamp)) {", """
                r1 = r6
                r2 = r10
                r2 += -8
                call %s
                if w0 != 0 goto software""".formatted(Hint.RX_TIMESTAMP.kfunc()));
        line("\t\tvalid |= HINT_TIMESTAMP;", "r7 |= HINT_TIMESTAMP\ngoto stamped");
        line("\t} else {", "");
        line("\t\ttimestamp = bpf_ktime_get_tai_ns();", """
                software:
                call bpf_ktime_get_tai_ns
                *(u64 *)(r10 - 8) = r0""");
        line("\t\tvalid |= " + valid + ";", "r7 |= " + valid);
        line("\t}", "stamped:");
    }

    /** Asks for a hint of two values, each of {@code size} bytes in a variable at this offset from the frame pointer. */
    private void ask(Hint hint, String first, int firstAt, String second, int secondAt, int size,
            HintsLayout.Valid valid) {
        String type = "u" + 8 * size;
        line("\tif (!" + hint.kfunc() + "(ctx, &" + first + ", &" + second + ")) {", """
                r1 = r6
                r2 = r10
                r2 += %d
                r3 = r10
                r3 += %d
                call %s
                if w0 != 0 goto no_%s""".formatted(firstAt, secondAt, hint.kfunc(), hint));
        line("\t\tvalid |= " + valid + ";", "r7 |= " + valid + "\ngoto after_" + hint);
        line("\t} else {", "no_" + hint + ":");
        line("\t\t" + first + " = 0; /* some drivers write before they find that there is nothing */",
                "*(" + type + " *)(r10 - " + -firstAt + ") = 0");
        line("\t\t" + second + " = 0;", "*(" + type + " *)(r10 - " + -secondAt + ") = 0");
        line("\t}", "after_" + hint + ":");
    }

    private void makeRoom() {
        line("", "");
        line("\tif (bpf_xdp_adjust_meta(ctx, -(int)sizeof(struct rx_hints)))", """
                r1 = r6
                r2 = -%d
                call bpf_xdp_adjust_meta
                if w0 == 0 goto room""".formatted(HintsLayout.SIZE));
        line("\t\treturn XDP_PASS;", "r0 = XDP_PASS\nexit");
        line("\tstruct rx_hints *hints = (void *)(long)ctx->data_meta;", """
                room:
                r2 = *(u32 *)(r6 + xdp_md.data_meta)""");
        line("\tif ((void *)(hints + 1) > (void *)(long)ctx->data)", """
                r3 = *(u32 *)(r6 + xdp_md.data)
                r4 = r2
                r4 += rx_hints.size
                if r4 <= r3 goto inside""");
        line("\t\treturn XDP_ABORTED;", "r0 = XDP_ABORTED\nexit");
        line("", "inside:");
    }

    private void store(String member, String variable, String type, int at) {
        line("\thints->" + member + " = " + variable + ";", """
                r4 = *(%s *)(r10 - %d)
                *(%s *)(r2 + rx_hints.%s) = r4""".formatted(type, -at, type, member));
    }
}
