package dev.xdpscope.engine.object.elf;

import java.util.Optional;

/**
 * A symbol of an ELF file.
 *
 * @param index its number in the symbol table
 * @param name empty for section symbols
 * @param value byte offset in its section
 * @param size bytes, 0 where unknown
 * @param section where it is defined; empty for undefined, absolute and common symbols
 * @param undefined whether it is defined elsewhere ({@code extern})
 */
public record Symbol(int index, String name, Binding binding, Kind kind, long value, long size,
        Optional<Section> section, boolean undefined) {

    /** {@code STB_*}. */
    public enum Binding {
        LOCAL,
        GLOBAL,
        WEAK,
        OTHER
    }

    /** {@code STT_*}. */
    public enum Kind {
        NOTYPE,
        OBJECT,
        FUNC,
        SECTION,
        FILE,
        OTHER
    }

    /** The name, or for a section symbol the section's name: what a problem calls it. */
    public String label() {
        if (!name.isEmpty()) {
            return name;
        }
        return section.map(Section::name).orElse("number " + index);
    }
}
