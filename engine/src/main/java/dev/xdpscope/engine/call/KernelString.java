package dev.xdpscope.engine.call;

import dev.xdpscope.engine.memory.Memory;
import java.util.Arrays;

/** A string in memory that is read as far as it is needed, and each character once. */
final class KernelString {
    private final Memory memory;
    private final long address;
    private byte[] read = new byte[64];
    private int length;

    KernelString(Memory memory, long address) {
        this.memory = memory;
        this.address = address;
    }

    /**
     * The character at an index, 0 to 255.
     *
     * @throws dev.xdpscope.engine.memory.AccessException if it cannot be read
     */
    int at(int index) {
        while (length <= index) {
            read = length < read.length ? read : Arrays.copyOf(read, 2 * length);
            read[length] = (byte) memory.load(address + length, 1, true);
            length++;
        }
        return read[index] & 0xff;
    }
}
