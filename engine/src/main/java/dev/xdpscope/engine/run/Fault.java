package dev.xdpscope.engine.run;

import java.util.OptionalLong;

/**
 * Why a run was stopped.
 *
 * @param insn index of the instruction that could not be executed
 * @param what what it tried, for example {@code read of 4 bytes at offset 60 of packet buffer rx 0}
 * @param expected what would have been right
 * @param address the bad address, for memory faults
 */
public record Fault(int insn, String what, String expected, OptionalLong address) {
    @Override
    public String toString() {
        return "instruction " + insn + ": " + what + address.stream().mapToObj(a -> " (address 0x%x)".formatted(a))
                .findFirst().orElse("") + "; expected " + expected;
    }
}
