package dev.xdpscope.engine.object;

import dev.xdpscope.engine.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts an option's value into the bytes of the extern that stands for it, by libbpf's rules and limits. */
final class KconfigValue {
    private final KconfigExtern extern;
    private final ByteBuffer at;

    /** @param at little-endian, positioned at the extern's bytes */
    KconfigValue(KconfigExtern extern, ByteBuffer at) {
        this.extern = extern;
        this.at = at;
    }

    /**
     * @throws ProblemException at the option's line if the extern cannot hold its value
     */
    void set(Kconfig.Option option) {
        String value = option.value();
        boolean held = switch (value.charAt(0)) {
            case 'y', 'n', 'm' -> word(value.charAt(0));
            case '"' -> text(value);
            default -> extern.kind() != KconfigExtern.Kind.BOOL
                    && CNumbers.unsigned(value).filter(this::number).isPresent();
        };
        if (!held) {
            throw new ProblemException(option.place(), "the value " + value + " does not fit into extern "
                    + extern.name() + " of section " + KconfigReader.SECTION + ", " + extern.words(),
                    "Declare it so that it holds the value: bool or enum libbpf_tristate for y, n and m, "
                            + "a wide enough integer for numbers, an array of char for text.");
        }
    }

    private boolean word(char value) {
        switch (extern.kind()) {
            case BOOL -> at.put((byte) (value == 'y' ? 1 : 0));
            case TRISTATE -> at.putInt("nym".indexOf(value));
            case CHAR -> at.put((byte) value);
            case INT, TEXT -> {
                return false;
            }
        }
        return extern.kind() != KconfigExtern.Kind.BOOL || value != 'm';
    }

    /** A text that is too long is cut off, so that its zero still fits. */
    private boolean text(String value) {
        if (extern.kind() != KconfigExtern.Kind.TEXT || value.length() < 2 || !value.endsWith("\"")) {
            return false;
        }
        byte[] bytes = value.substring(1, value.length() - 1).getBytes(StandardCharsets.UTF_8);
        at.put(bytes, 0, Math.min(bytes.length, extern.size() - 1));
        return true;
    }

    /** Whether the number fits, which then is set. */
    boolean number(long value) {
        boolean kind = switch (extern.kind()) {
            case INT, CHAR -> true;
            case BOOL -> value == 0 || value == 1;
            case TRISTATE, TEXT -> false;
        };
        if (!kind || !inRange(value)) {
            return false;
        }
        for (int i = 0; i < extern.size(); i++) {
            at.put((byte) (value >>> 8 * i));
        }
        return true;
    }

    private boolean inRange(long value) {
        int bits = 8 * extern.size();
        long half = 1L << bits - 1;
        return bits == Long.SIZE
                || (extern.signed() ? value >= -half && value < half : value >= 0 && value < 2 * half);
    }
}
