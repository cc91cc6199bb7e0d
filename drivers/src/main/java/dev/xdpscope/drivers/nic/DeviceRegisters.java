package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A device's registers: 32 bits each, read by {@code readl()} alone, and reading one can change another. */
public final class DeviceRegisters {
    private static final int SIZE = 4;

    private record Bits(Region region, int offset, long mask) {}

    private final Memory memory;
    /** By the address of the register that is read: what that clears. */
    private final Map<Long, Bits> clears = new HashMap<>();

    private DeviceRegisters(Memory memory) {
        this.memory = memory;
    }

    /** @param regions of the structures, by their names */
    static DeviceRegisters of(Memory memory, List<DriverSpec.Structure> structures, Map<String, Region> regions) {
        DeviceRegisters registers = new DeviceRegisters(memory);
        for (DriverSpec.Structure s : structures) {
            Region region = regions.get(s.name());
            s.onRead().forEach(r -> registers.clears.put(region.address(r.read()),
                    new Bits(region, r.register(), r.bits() & 0xffff_ffffL)));
        }
        return registers;
    }

    /**
     * What {@code readl()} of the register at {@code address} gives and does.
     *
     * @throws AccessException if there is no register
     */
    long read(long address) {
        Optional<Region> region = memory.region(address).filter(r -> r.spec().kind() == Region.Kind.REGISTERS);
        int offset = Memory.offset(address);
        if (region.isEmpty() || offset < 0 || offset > region.get().size() - SIZE || offset % SIZE != 0) {
            throw new AccessException(address, SIZE, false, "readl() of what is no register",
                    "the address of a register of the device");
        }
        long value = region.get().read(offset, SIZE);
        Bits cleared = clears.get(address);
        if (cleared != null) {
            Region other = cleared.region();
            other.write(cleared.offset(), SIZE, other.read(cleared.offset(), SIZE) & ~cleared.mask());
        }
        return value;
    }
}
