package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.program.Program;
import java.util.Optional;

/** Fields that follow those of {@code struct xdp_md} and that the driver reads for the program. */
public interface CtxFields {
    /** There are none. */
    CtxFields NONE = (program, offset) -> Optional.empty();

    /**
     * A field.
     *
     * @param name its C name
     * @param size bytes: 4 or 8; it can be read only as a whole
     * @param value the driver's code, which gets the context in r1, leaves the value in r0 and has r1 to r5 to itself; empty
     *     if the driver has none, and the field is 0
     * @param shift number of the lowest bit of {@code value} that belongs to the field
     * @param bits how many do
     * @param saved offset from the context of seven 8-byte slots of memory, in which registers can be saved
     */
    record Field(String name, int size, Optional<Replacement> value, int shift, int bits, int saved) {}

    /** The field that begins at {@code offset} of the context of {@code program}, 24 or more. */
    Optional<Field> at(Program program, int offset);

    /** These, and {@code others} where none of these is. */
    default CtxFields or(CtxFields others) {
        return (program, offset) -> at(program, offset).or(() -> others.at(program, offset));
    }
}
