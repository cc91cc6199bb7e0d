package dev.xdpscope.app.cli;

import java.util.List;

/** A form of a program on its way from the object to what is run. */
enum ProgramStage {
    OBJECT("object"),
    RELOCATED("relocated"),
    AS_RUN("as-run");

    private final String word;

    ProgramStage(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Reads a stage. */
    static final class Converter extends WordConverter<ProgramStage> {
        Converter() {
            super("stage", List.of(values()), ProgramStage::word);
        }
    }
}
