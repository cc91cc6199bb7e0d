package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.object.btf.Btf;
import java.util.Optional;

/** A receiver with its part of the simulated memory. */
sealed interface Target {
    Receiver receiver();

    /** What people call it. */
    String name();

    record Cpu(Receiver.Cpu receiver, Optional<Station> program) implements Target {
        @Override
        public String name() {
            return "CPU " + receiver.at().key();
        }
    }

    /** @param netDevice address of its net_device */
    record Device(Receiver.Device receiver, long netDevice, Optional<Station> egress) implements Target {
        @Override
        public String name() {
            return "device " + receiver.ifindex();
        }
    }

    /**
     * @param peer the receiving end as configured
     * @param driver its structures
     */
    record Pair(Receiver.Pair receiver, ConfiguredNic peer, Driver.State driver, Optional<Station> program)
            implements Target {
        @Override
        public String name() {
            return "the peer of device " + receiver.ifindex();
        }
    }

    /** @param types of the program's object, which the consumer has too */
    record Socket(Receiver.Socket receiver, Umem umem, Optional<Btf> types) implements Target {
        @Override
        public String name() {
            return "socket in " + receiver.at().map() + "[" + receiver.at().key() + "]";
        }
    }
}
