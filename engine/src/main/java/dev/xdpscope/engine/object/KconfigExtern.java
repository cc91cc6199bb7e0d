package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.Comparator;
import java.util.Optional;

/**
 * A value of the kernel's configuration that an object declares ({@code extern … __kconfig}).
 *
 * @param size bytes
 * @param alignment bytes
 * @param signed whether a number may be negative
 * @param weak whether it may be missing, and is 0 then
 */
record KconfigExtern(String name, Kind kind, int size, int alignment, boolean signed, boolean weak) {
    /** As libbpf lays them out: the strictest alignment first, then the smallest. */
    static final Comparator<KconfigExtern> LAYOUT = Comparator.comparingInt(KconfigExtern::alignment).reversed()
            .thenComparingInt(KconfigExtern::size).thenComparing(KconfigExtern::name);

    private static final int POINTER = 8;

    /** What it can hold. */
    enum Kind {
        BOOL("a bool"),
        TRISTATE("an enum libbpf_tristate"),
        CHAR("a char"),
        INT("an integer"),
        TEXT("an array of char");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** For example {@code an integer of 4 bytes}. */
    String words() {
        return kind + " of " + size + (size == 1 ? " byte" : " bytes");
    }

    /** Empty for a type that libbpf does not take (src/libbpf.c, {@code find_kcfg_type}). */
    static Optional<KconfigExtern> of(Btf btf, BtfType.Variable variable, boolean weak) {
        BtfType type = btf.resolved(variable.type());
        return kind(btf, type).map(kind -> {
            int size = btf.sizeOf(variable.type());
            return new KconfigExtern(variable.name(), kind, size, kind == Kind.TEXT ? 1 : Math.min(size, POINTER),
                    type instanceof BtfType.Int i && i.signed(), weak);
        });
    }

    private static Optional<Kind> kind(Btf btf, BtfType type) {
        return switch (type) {
            case BtfType.Int i when i.bool() -> i.size() == 1 ? Optional.of(Kind.BOOL) : Optional.empty();
            case BtfType.Int i when i.size() == 1 -> Optional.of(Kind.CHAR);
            case BtfType.Int i when i.size() <= 8 && Integer.bitCount(i.size()) == 1 -> Optional.of(Kind.INT);
            case BtfType.Enum e when e.name().equals("libbpf_tristate") && (e.size() == 4 || e.size() == 8) ->
                    Optional.of(Kind.TRISTATE);
            case BtfType.Array a when a.count() > 0 && kind(btf, btf.resolved(a.element())).filter(Kind.CHAR::equals)
                    .isPresent() -> Optional.of(Kind.TEXT);
            default -> Optional.empty();
        };
    }
}
