package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Metadata that says itself of what type it is: the last member of its structure, which ends where the packet begins, is the
 * structure's type id in the program's own BTF ({@code bpf_core_type_id_local()}). So a consumer that has the object needs no
 * agreement on the size, and each packet may have another structure. After AF_XDP-interaction of xdp-project/bpf-examples, which
 * has the idea of Jesper Brouer's series of 2022 for the kernel ("BTF-ID hints").
 *
 * @param struct the structure's name
 * @param fields in its order, without the id
 */
public record TypedMetadata(String struct, List<Field> fields) {
    private static final String ID = "btf_id";
    private static final int ID_SIZE = 4;

    /**
     * A field of the structure.
     *
     * @param value unsigned, little endian
     */
    public record Field(String name, long value) {}

    public TypedMetadata {
        fields = List.copyOf(fields);
    }

    /**
     * Reads the metadata in front of a packet.
     *
     * @param types of the program's object
     * @param before gives as many bytes in front of the packet; an empty array where there are not so many
     * @return empty if the bytes there are no id of a structure that ends with one
     */
    public static Optional<TypedMetadata> read(Btf types, IntFunction<byte[]> before) {
        byte[] last = before.apply(ID_SIZE);
        int id = last.length < ID_SIZE ? 0 : (int) number(last, 0, ID_SIZE);
        if (id <= 0 || id >= types.count() || !(types.type(id) instanceof BtfType.Struct struct) || struct.union()
                || struct.members().isEmpty() || !struct.members().getLast().name().equals(ID)
                || struct.members().getLast().bitOffset() / Byte.SIZE + ID_SIZE != struct.size()) {
            return Optional.empty();
        }
        byte[] bytes = before.apply(struct.size());
        if (bytes.length < struct.size()) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (BtfType.Member member : struct.members().subList(0, struct.members().size() - 1)) {
            int size = types.sizeOf(member.type());
            if (member.bitSize() == 0 && size <= Long.BYTES
                    && !(types.resolved(member.type()) instanceof BtfType.Struct)) {
                fields.add(new Field(member.name(), number(bytes, member.bitOffset() / Byte.SIZE, size)));
            }
        }
        return Optional.of(new TypedMetadata(struct.name(), fields));
    }

    private static long number(byte[] bytes, int from, int size) {
        long value = 0;
        for (int i = from + size - 1; i >= from; i--) {
            value = value << Byte.SIZE | bytes[i] & 0xff;
        }
        return value;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("struct " + struct + ":");
        fields.forEach(f -> text.append(' ').append(f.name()).append(' ').append(Long.toUnsignedString(f.value())));
        return text.toString();
    }
}
