package dev.xdpscope.drivers.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code struct report} of sample-traces/hints-to-map/hints_to_map.bpf.c. */
record Report(long timestamp, long metadata, int timestampResult, int hashResult, int vlanResult, int hash,
        int hashType,
        int vlanProto, int vlanTci, int length, int count) {
    static Report of(byte[] bytes) {
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new Report(b.getLong(), b.getLong(), b.getInt(), b.getInt(), b.getInt(), b.getInt(), b.getInt(),
                Short.reverseBytes(b.getShort()) & 0xffff, b.getShort() & 0xffff, b.getInt(), b.getInt());
    }

    /**
     * The same with what cannot be the same in two kernels taken out: the hash is made with a key that is random at each boot,
     * so only whether there is one stays. One that was not written stays as it is.
     */
    Report comparable() {
        return new Report(timestamp, metadata, timestampResult, hashResult, vlanResult,
                hashResult == 0 && hash != 0 ? 1 : hash, hashType, vlanProto, vlanTci, length, count);
    }

    Report withMetadata(long other) {
        return new Report(timestamp, other, timestampResult, hashResult, vlanResult, hash, hashType, vlanProto, vlanTci,
                length, count);
    }
}
