package dev.xdpscope.engine.object.core;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import java.util.Optional;

/**
 * A number that an access of a field has in one BTF.
 *
 * @param value what the instruction holds
 * @param certain whether compiler and reader must agree on it; false for bit fields, whose loads can be placed freely
 * @param size in bytes of what is accessed, where the value is the offset of a memory access, else 0
 * @param type id of the field's type where {@code size} is given
 */
record FieldNumber(long value, boolean certain, int size, int type) {

    /** Bytes to load for a field, and the field's bits inside. */
    private record Window(long offset, int size) {}

    static Optional<FieldNumber> of(AccessPath access, CoreRelocation.Kind kind) {
        Btf btf = access.btf();
        AccessPath.Step last = access.last();
        if (last.isElement()) {
            return switch (kind) {
                case FIELD_BYTE_OFFSET -> Optional.of(new FieldNumber(access.bitOffset() / 8, true,
                        accessed(btf, last.type()), last.type()));
                case FIELD_BYTE_SIZE -> Optional.of(new FieldNumber(btf.sizeOf(last.type()), true, 0, 0));
                default -> Optional.empty();
            };
        }
        BtfType.Member member = ((BtfType.Struct) btf.type(last.type())).members().get(last.index());
        int type = btf.resolve(member.type());
        boolean bitField = member.bitSize() > 0;
        Optional<Window> window = bitField ? window(access, member, btf.sizeOf(type))
                : Optional.of(new Window(access.bitOffset() / 8, btf.sizeOf(type)));
        int bits = bitField ? member.bitSize() : 8 * Math.min(btf.sizeOf(type), 1 << 20);
        return window.flatMap(w -> switch (kind) {
            case FIELD_BYTE_OFFSET -> Optional.of(bitField ? new FieldNumber(w.offset(), false, 0, 0)
                    : new FieldNumber(w.offset(), true, accessed(btf, type), type));
            case FIELD_BYTE_SIZE -> Optional.of(new FieldNumber(w.size(), !bitField, 0, 0));
            case FIELD_SIGNED -> Optional.of(new FieldNumber(signed(btf.type(type)) ? 1 : 0, true, 0, 0));
            case FIELD_LSHIFT_U64 -> Optional.of(new FieldNumber(
                    64 - (access.bitOffset() + bits - 8 * w.offset()), !bitField, 0, 0));
            case FIELD_RSHIFT_U64 -> Optional.of(new FieldNumber(64 - bits, true, 0, 0));
            default -> Optional.empty();
        });
    }

    /** Bytes that one access of a field may load or store: of an array those of one element. */
    private static int accessed(Btf btf, int type) {
        int id = btf.resolve(type);
        while (btf.type(id) instanceof BtfType.Array a) {
            id = btf.resolve(a.element());
        }
        return btf.sizeOf(id);
    }

    /** The smallest aligned load of at least the field's declared size that holds all of its bits. */
    private static Optional<Window> window(AccessPath access, BtfType.Member member, int declared) {
        int size = Math.max(1, declared);
        long offset = access.bitOffset() / 8 / size * size;
        while (access.bitOffset() + member.bitSize() - 8 * offset > 8L * size) {
            if (size >= 8) {
                return Optional.empty();
            }
            size *= 2;
            offset = access.bitOffset() / 8 / size * size;
        }
        return Optional.of(new Window(offset, size));
    }

    private static boolean signed(BtfType type) {
        return switch (type) {
            case BtfType.Int i -> i.signed();
            case BtfType.Enum e -> e.signed();
            default -> false;
        };
    }
}
