package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.Source;
import java.util.Map;

/**
 * Turns sources into numbers.
 *
 * @param settings the effective configuration
 */
record Evaluator(Map<String, String> settings) {
    /** Where things are, for those sources that are addresses. */
    interface Addresses {
        /** Descriptors and parameters hold none. */
        Addresses NONE = new Addresses() {
            @Override
            public long object(Source.ObjectAddress source) {
                throw new IllegalStateException("no addresses here");
            }

            @Override
            public long descriptor(Source.DescriptorAddress source) {
                throw new IllegalStateException("no addresses here");
            }

            @Override
            public long prefix() {
                throw new IllegalStateException("no addresses here");
            }
        };

        long object(Source.ObjectAddress source);

        long descriptor(Source.DescriptorAddress source);

        long prefix();
    }

    /** The value of a choice that holds neither facts nor addresses. */
    long parameter(Choice choice) {
        return value(choice, new Facts(Map.of(), ""), Addresses.NONE);
    }

    long value(Choice choice, Facts facts, Addresses addresses) {
        return choice.under(settings).map(s -> value(s, facts, addresses)).orElse(0L);
    }

    private long value(Source source, Facts facts, Addresses addresses) {
        return switch (source) {
            case Source.Constant c -> c.value();
            case Source.Setting s -> s.map().isEmpty() ? Long.parseLong(settings.get(s.name()))
                    : s.map().get(settings.get(s.name()));
            case Source.OfRole r when !r.role().names().isEmpty() ->
                    named(r, facts.name(r.role())) >>> r.shift();
            case Source.OfRole r -> facts.number(r.role()) + r.add() >>> r.shift();
            case Source.AnyOf any ->
                    any.parts().stream().mapToLong(p -> value(p, facts, addresses)).reduce(0, (a, b) -> a | b);
            case Source.Given g -> given(g, facts) ? value(g.source(), facts, addresses) : 0;
            case Source.ObjectAddress a -> addresses.object(a);
            case Source.DescriptorAddress d -> addresses.descriptor(d);
            case Source.PrefixAddress p -> addresses.prefix();
        };
    }

    private static boolean given(Source.Given given, Facts facts) {
        return given.names().entrySet().stream().allMatch(e -> e.getValue().stream()
                .anyMatch(n -> facts.name(e.getKey()).equals(n) || facts.name(e.getKey()).startsWith(n + "-")));
    }

    /** The bytes that hardware writes of {@code facts}. */
    byte[] written(Layout to, Facts facts) {
        byte[] bytes = new byte[to.size()];
        to.fields().forEach(field -> {
            if (!field.writes().alternatives().isEmpty()) {
                to.put(bytes, field, value(field.writes(), facts, Addresses.NONE));
            }
        });
        return bytes;
    }

    /** The number for a role's name, or for the name without its last parts. */
    static long named(Source.OfRole source, String name) {
        String part = name;
        while (!source.map().containsKey(part)) {
            int dash = part.lastIndexOf('-');
            if (dash < 0) {
                return source.otherwise();
            }
            part = part.substring(0, dash);
        }
        return source.map().get(part);
    }
}
