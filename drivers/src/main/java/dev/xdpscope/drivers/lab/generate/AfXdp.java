package dev.xdpscope.drivers.lab.generate;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.program.Kfunc;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An XDP program that gives an AF_XDP consumer the hints of a NIC.
 *
 * @param hints what the driver implements, and so what the program asks for; where there is no timestamp the program takes
 *     the time itself
 * @param files source, object and header, in this order
 */
public record AfXdp(Set<Hint> hints, List<GeneratedFile> files) {
    static final String HEADER = "rx_hints.h";

    /**
     * Makes the program.
     *
     * @param command what the user called to get it, for the source's comment
     */
    public static AfXdp of(ConfiguredNic setup, String command) {
        Set<Hint> hints = offered(setup);
        List<GeneratedLine> statements = AfXdpProgram.statements(hints);
        AfXdpSource source = new AfXdpSource(command, setup.nic().title() + ", " + setup.revision().title(), hints,
                statements);
        String name = "af_xdp_" + setup.nic().name() + ".bpf.";
        byte[] object = new AfXdpObject(hints, statements).bytes(source, name + "c");
        return new AfXdp(Collections.unmodifiableSet(hints), List.of(
                GeneratedFile.text(name + "c", "the program's source", source.text()),
                new GeneratedFile(name + "o", "the same as an object, ready to load", object),
                GeneratedFile.text(HEADER, "where the consumer finds the hints", AfXdpHeader.text())));
    }

    /** The name of the object's program. */
    public static String program() {
        return AfXdpProgram.NAME;
    }

    private static Set<Hint> offered(ConfiguredNic setup) {
        Set<Hint> hints = EnumSet.noneOf(Hint.class);
        for (Hint hint : Hint.values()) {
            int outputs = hint == Hint.RX_TIMESTAMP ? 1 : 2;
            Kfunc kfunc = new Kfunc(hint.kfunc(), 1 + outputs, false, new Kfunc.Binding.Unbound());
            if (setup.body(kfunc).isPresent()) {
                hints.add(hint);
            }
        }
        return hints;
    }
}
