package dev.xdpscope.drivers.lab.scenario;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything a recording depends on. A {@link Change} makes another of it.
 *
 * @param name short, for titles
 * @param about what is to be seen, in a few sentences; may be empty
 * @param nic which NIC receives, and how it is configured
 * @param program what runs
 * @param packets what it runs on
 * @param kernel what of the kernel around the driver may be chosen, and how the NIC's clock goes
 * @param past what comes past the program
 */
public record Scenario(String name, String about, NicChoice nic, ProgramSource program, PacketSource packets,
        KernelSettings kernel, PastXdp past) {

    /** A scenario with defaults for all that is not given. */
    public static Scenario of(String nic, Path object, Path capture) {
        return new Scenario(String.valueOf(object.getFileName()), "", NicChoice.of(nic),
                new ProgramSource(object, Optional.empty(), AccessDesign.KFUNC_CALL),
                new PacketSource(capture, PacketSource.DEFAULT_LIMIT, Optional.empty()), KernelSettings.DEFAULT,
                PastXdp.NONE);
    }

    /** The scenario that a change makes of this one, for those who need not know what became void. */
    public Scenario with(Change change) {
        return change.apply(this).scenario();
    }

    Scenario titled(String otherName, String otherAbout) {
        return new Scenario(otherName, otherAbout, nic, program, packets, kernel, past);
    }

    Scenario with(NicChoice other) {
        return new Scenario(name, about, other, program, packets, kernel, past);
    }

    Scenario with(ProgramSource other) {
        return new Scenario(name, about, nic, other, packets, kernel, past);
    }

    Scenario with(PacketSource other) {
        return new Scenario(name, about, nic, program, other, kernel, past);
    }

    Scenario with(KernelSettings other) {
        return new Scenario(name, about, nic, program, packets, other, past);
    }

    Scenario with(PastXdp other) {
        return new Scenario(name, about, nic, program, packets, kernel, other);
    }
}
