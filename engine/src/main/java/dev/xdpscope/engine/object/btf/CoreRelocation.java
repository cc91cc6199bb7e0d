package dev.xdpscope.engine.object.btf;

import java.util.Optional;

/**
 * A CO-RE record: an instruction holds a number that depends on how the target lays out a type ({@code struct
 * bpf_core_relo} in include/uapi/linux/bpf.h).
 *
 * @param section name of the section with the instruction
 * @param offset byte offset of the instruction in it
 * @param type id of the local type the access begins with
 * @param access the access string: indexes of members and elements, as {@code 0:2:1}
 * @param kindNumber {@code enum bpf_core_relo_kind}
 */
public record CoreRelocation(String section, long offset, int type, String access, int kindNumber) {

    /** What the number is; in the order of {@code enum bpf_core_relo_kind}. */
    public enum Kind {
        FIELD_BYTE_OFFSET("byte offset"),
        FIELD_BYTE_SIZE("byte size"),
        FIELD_EXISTS("existence"),
        FIELD_SIGNED("signedness"),
        FIELD_LSHIFT_U64("left shift"),
        FIELD_RSHIFT_U64("right shift"),
        TYPE_ID_LOCAL("local type id"),
        TYPE_ID_TARGET("target type id"),
        TYPE_EXISTS("existence"),
        TYPE_SIZE("size"),
        ENUMVAL_EXISTS("existence"),
        ENUMVAL_VALUE("value"),
        TYPE_MATCHES("match");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In words, for a reader. */
        public String words() {
            return words;
        }

        public boolean ofField() {
            return ordinal() <= FIELD_RSHIFT_U64.ordinal();
        }

        public boolean ofEnumerator() {
            return this == ENUMVAL_EXISTS || this == ENUMVAL_VALUE;
        }
    }

    /** The kind; empty if it is newer than this reader. */
    public Optional<Kind> kind() {
        Kind[] all = Kind.values();
        return kindNumber >= 0 && kindNumber < all.length ? Optional.of(all[kindNumber]) : Optional.empty();
    }
}
