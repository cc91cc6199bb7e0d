package dev.xdpscope.engine.record;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.run.CallFrame;
import dev.xdpscope.engine.run.MachineSnapshot;
import dev.xdpscope.engine.run.Outcome;
import java.util.List;
import java.util.Optional;

/** The machine at one position: immutable. */
public final class State {
    private final MachineSnapshot snapshot;
    private final List<Region> regions;

    State(MachineSnapshot snapshot, List<Region> regions) {
        this.snapshot = snapshot;
        this.regions = regions;
    }

    /** Register {@code number}, 0 to 10. */
    public long register(int number) {
        return snapshot.registers()[number];
    }

    /** Index of the instruction that is executed next; after a fault, of the one that could not be. */
    public int pc() {
        return snapshot.pc();
    }

    /** The suspended callers, outermost first. */
    public List<CallFrame> frames() {
        return snapshot.frames();
    }

    /** How the run ended; empty before its last position. */
    public Optional<Outcome> outcome() {
        return snapshot.outcome();
    }

    /** The region an address points into, just before or just past; of the result only what is fixed may be used. */
    public Optional<Region> region(long address) {
        int id = Memory.regionId(address);
        return id > 0 && id <= regions.size() ? Optional.of(regions.get(id - 1)) : Optional.empty();
    }

    /** All regions; of each only what is fixed may be used. */
    public List<Region> regions() {
        return regions;
    }

    /** {@code length} bytes at {@code address}; empty where there is no such memory. */
    public Optional<byte[]> bytes(long address, int length) {
        int offset = Memory.offset(address);
        return region(address).filter(r -> length >= 0 && offset >= 0 && offset <= r.size() - length)
                .map(r -> snapshot.memory().read(r.id(), offset, length));
    }

    /** {@code size} (1 to 8) bytes at {@code address} as a little-endian number; empty where there is no such memory. */
    public Optional<Long> number(long address, int size) {
        return bytes(address, size).map(b -> {
            long value = 0;
            for (int i = size - 1; i >= 0; i--) {
                value = value << 8 | b[i] & 0xff;
            }
            return value;
        });
    }

    /** Offset of the first byte of {@code region} that the program could access. */
    public int low(Region region) {
        return snapshot.memory().low(region.id());
    }

    /** Offset of one past the last byte of {@code region} that the program could access. */
    public int high(Region region) {
        return snapshot.memory().high(region.id());
    }
}
