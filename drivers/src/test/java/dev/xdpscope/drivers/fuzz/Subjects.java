package dev.xdpscope.drivers.fuzz;

import java.util.function.Supplier;

/** All readers that are fuzzed. */
enum Subjects {
    ELF(ObjectSubject::new),
    BTF(TypesSubject::new),
    CAPTURE(CaptureSubject::new),
    JSON(JsonSubject::new);

    private final Supplier<Subject> maker;

    Subjects(Supplier<Subject> maker) {
        this.maker = maker;
    }

    Subject make() {
        return maker.get();
    }

    /** The name of its folder of inputs that once failed. */
    String folder() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
