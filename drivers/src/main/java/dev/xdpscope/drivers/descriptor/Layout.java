package dev.xdpscope.drivers.descriptor;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The structure of a descriptor.
 *
 * @param name what unrolled code and views call it, for example {@code cqe64}
 * @param about one or two sentences for the reader
 * @param when the configurations in which the NIC writes this layout
 * @param size bytes
 * @param byteOrder of its multi-byte fields in memory
 * @param fields in the order they are declared; they may overlap where a byte is read in more than one way
 */
public record Layout(String name, String about, When when, int size, ByteOrder byteOrder, List<Field> fields) {
    public Layout {
        fields = List.copyOf(fields);
    }

    /** The field of that name. */
    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }

    /** The fields that have bits in the byte at {@code byteOffset} of the descriptor. */
    public List<Field> at(int byteOffset) {
        return fields.stream().filter(f -> bitsAt(f, byteOffset) != 0).toList();
    }

    /** The field's value in {@code descriptor}, zero-extended; one of 64 bits is to be taken as unsigned. */
    public long get(byte[] descriptor, Field field) {
        return (integer(descriptor, field) & field.mask()) >>> field.lowBit();
    }

    /** Sets the field in {@code descriptor} to the low bits of {@code value} and leaves all other bits as they are. */
    public void put(byte[] descriptor, Field field, long value) {
        long bits = value << field.lowBit() & field.mask();
        long whole = integer(descriptor, field) & ~field.mask() | bits;
        for (int i = 0; i < field.size(); i++) {
            descriptor[field.offset() + i] = (byte) (whole >>> shift(field, i));
        }
    }

    /** The integer that the field's bytes hold, in the byte order of the layout. */
    private long integer(byte[] descriptor, Field field) {
        long value = 0;
        for (int i = 0; i < field.size(); i++) {
            value |= (descriptor[field.offset() + i] & 0xffL) << shift(field, i);
        }
        return value;
    }

    private int shift(Field field, int index) {
        return 8 * (byteOrder == ByteOrder.BIG_ENDIAN ? field.size() - 1 - index : index);
    }

    /** Which bits of the byte at {@code byteOffset} belong to the field: a mask of 8 bits. */
    public int bitsAt(Field field, int byteOffset) {
        int index = byteOffset - field.offset();
        return index >= 0 && index < field.size() ? (int) (field.mask() >>> shift(field, index) & 0xff) : 0;
    }
}
