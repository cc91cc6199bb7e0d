package dev.xdpscope.engine.isa;

import java.nio.ByteBuffer;

/**
 * The fields of one 8-byte instruction slot, little endian (RFC 9669, section 3.1): opcode, destination register in the
 * low and source register in the high half of the second byte, signed 16-bit offset, signed 32-bit immediate.
 */
record Slot(int code, int dst, int src, int off, int imm) {
    static final int BYTES = 8;

    /** The next slot of a little-endian buffer. */
    static Slot read(ByteBuffer in) {
        int code = in.get() & 0xff;
        int registers = in.get() & 0xff;
        return new Slot(code, registers & 0xf, registers >> 4, in.getShort(), in.getInt());
    }

    /** Appends this slot to a little-endian buffer; the fields must fit. */
    void write(ByteBuffer out) {
        out.put((byte) code).put((byte) (src << 4 | dst)).putShort((short) off).putInt(imm);
    }
}
