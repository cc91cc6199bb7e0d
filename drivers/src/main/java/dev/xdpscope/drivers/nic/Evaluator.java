package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.Layout;
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
            public long object(FieldSource.ObjectAddress source) {
                throw new IllegalStateException("no addresses here");
            }

            @Override
            public long descriptor(FieldSource.DescriptorAddress source) {
                throw new IllegalStateException("no addresses here");
            }

            @Override
            public long prefix() {
                throw new IllegalStateException("no addresses here");
            }
        };

        long object(FieldSource.ObjectAddress source);

        long descriptor(FieldSource.DescriptorAddress source);

        long prefix();
    }

    /** The value of a choice that holds neither facts nor addresses. */
    long parameter(Choice choice) {
        return value(choice, Facts.NONE, Addresses.NONE);
    }

    long value(Choice choice, Facts facts, Addresses addresses) {
        return choice.under(settings).map(s -> value(s, facts, addresses)).orElse(0L);
    }

    /** A source with the values of {@code choice}, as far worked out as the configuration alone allows. */
    FieldSource settled(Choice choice) {
        return choice.under(settings).map(this::settled).orElse(new FieldSource.Constant(0));
    }

    private FieldSource settled(FieldSource source) {
        return switch (source) {
            case FieldSource.Setting s -> new FieldSource.Constant(value(s, Facts.NONE, Addresses.NONE));
            case FieldSource.AnyOf any when any.parts().stream()
                    .allMatch(p -> settled(p) instanceof FieldSource.Constant) ->
                    new FieldSource.Constant(value(any, Facts.NONE, Addresses.NONE));
            case FieldSource.Given g -> new FieldSource.Given(g.names(), settled(g.source()));
            default -> source;
        };
    }

    long value(FieldSource source, Facts facts, Addresses addresses) {
        return switch (source) {
            case FieldSource.Constant c -> c.value();
            case FieldSource.Setting s -> s.map().isEmpty() ? Long.parseLong(settings.get(s.name()))
                    : s.map().get(settings.get(s.name()));
            case FieldSource.OfRole r when !r.role().names().isEmpty() ->
                    named(r, facts.name(r.role())) >>> r.shift();
            case FieldSource.OfRole r -> facts.number(r.role()) + r.add() >>> r.shift();
            case FieldSource.AnyOf any ->
                    any.parts().stream().mapToLong(p -> value(p, facts, addresses)).reduce(0, (a, b) -> a | b);
            case FieldSource.Given g -> given(g, facts) ? value(g.source(), facts, addresses) : 0;
            case FieldSource.ObjectAddress a -> addresses.object(a);
            case FieldSource.DescriptorAddress d -> addresses.descriptor(d);
            case FieldSource.PrefixAddress p -> addresses.prefix();
        };
    }

    private static boolean given(FieldSource.Given given, Facts facts) {
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
    static long named(FieldSource.OfRole source, String name) {
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
