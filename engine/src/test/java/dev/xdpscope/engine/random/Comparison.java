package dev.xdpscope.engine.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What our interpreter and the kernel made of the same program. */
sealed interface Comparison {
    record Same(Result.Ran result) implements Comparison {}

    record Different(Result.Ran kernel, Result ours) implements Comparison {
        /** What is different, a line for each thing. */
        @Override
        public String toString() {
            if (!(ours instanceof Result.Ran o)) {
                return "kernel: returned " + kernel.value() + "\nours: " + ours;
            }
            List<String> lines = new ArrayList<>();
            BiConsumer<Object, Object> compare = (a, b) -> {
                if (!a.equals(b)) {
                    lines.add("kernel: " + a + "\nours:   " + b);
                }
            };
            compare.accept("returned " + kernel.value(), "returned " + o.value());
            compare.accept("metadata " + kernel.metadata(), "metadata " + o.metadata());
            compare.accept("packet " + kernel.data(), "packet " + o.data());
            kernel.maps().forEach((name, held) -> compare.accept(name + " " + held,
                    name + " " + o.maps().get(name)));
            return String.join("\n", lines);
        }
    }

    /** The kernel did not run it. @param why in the words of the verifier, numbers and all */
    record Refused(String why) implements Comparison {}

    static Comparison of(RandomProgram program, Engine ours, Engine kernel) {
        return switch (kernel.run(program)) {
            case Result.Stopped(String why) -> new Refused(why);
            case Result.Ran expected -> {
                Result actual = ours.run(program);
                yield expected.equals(actual) ? new Same(expected) : new Different(expected, actual);
            }
        };
    }
}
