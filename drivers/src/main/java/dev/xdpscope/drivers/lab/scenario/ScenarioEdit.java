package dev.xdpscope.drivers.lab.scenario;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One thing that a {@link Change} sets. It leaves all else as it is; what becomes void is for {@link Leftovers} to say. */
sealed interface ScenarioEdit {
    /** The scenario with that one thing set. */
    Scenario apply(Scenario s);

    /** The NIC, by the name of a built-in one or by its folder. */
    record Nic(String name) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new NicChoice(name, s.nic().revision(), s.nic().configuration()));
        }
    }

    /** The NIC's hardware revision. */
    record Revision(String name) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new NicChoice(s.nic().name(), Optional.of(name), s.nic().configuration()));
        }
    }

    /** All switches of the NIC: those that it does not have are at their defaults. */
    record Configuration(Map<String, String> settings) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new NicChoice(s.nic().name(), s.nic().revision(), settings));
        }
    }

    /** One switch of the NIC. */
    record Setting(String name, String value) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            Map<String, String> settings = new HashMap<>(s.nic().configuration());
            settings.put(name, value);
            return s.with(new NicChoice(s.nic().name(), s.nic().revision(), settings));
        }
    }

    /** The ELF object. */
    record ElfObject(Path file) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new ProgramSource(file, s.program().name(), s.program().design()));
        }
    }

    /** Which of the object's programs. */
    record ProgramName(String name) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new ProgramSource(s.program().object(), Optional.of(name), s.program().design()));
        }
    }

    /** How the program gets at hints. */
    record Design(AccessDesign design) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new ProgramSource(s.program().object(), s.program().name(), design));
        }
    }

    /** The capture. */
    record Capture(Path file) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new PacketSource(file, s.packets().limit(), s.packets().descriptors()));
        }
    }

    /** How many packets are taken of the capture. */
    record Limit(int packets) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new PacketSource(s.packets().capture(), packets, s.packets().descriptors()));
        }
    }

    /** Recorded descriptors. */
    record Descriptors(Path file) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(new PacketSource(s.packets().capture(), s.packets().limit(), Optional.of(file)));
        }
    }

    /** The kernel around the driver. */
    record Kernel(KernelSettings settings) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(settings);
        }
    }

    /** How the kernel gets the program. */
    record Load(Loading loading) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(s.kernel().withLoading(loading));
        }
    }

    /** What comes past the program. */
    record Past(PastXdp past) implements ScenarioEdit {
        @Override
        public Scenario apply(Scenario s) {
            return s.with(past);
        }
    }
}
