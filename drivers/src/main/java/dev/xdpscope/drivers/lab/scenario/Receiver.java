package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.drivers.rx.Umem;
import dev.xdpscope.engine.problem.Place;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Who receives what a program redirects, as a scenario declares it. */
public sealed interface Receiver {
    /** An entry of one of the program's redirect maps. */
    record Entry(String map, long key) {}

    /** A program that is attached somewhere past the driver; the object's only one for there if it is not named. */
    record Attached(Path object, Optional<String> program) {}

    /** Where it is declared, for problems. */
    Place place();

    /** The map entry it is put into; only devices need none. */
    Optional<Entry> entry();

    /** What kind of map has an entry for it: {@code cpumap}, {@code devmap} or {@code xskmap}. */
    String mapKind();

    /** The program that runs there. */
    Optional<Attached> attached();

    /** Whether such a program is part of the map entry; its section names the kind of map then: {@code xdp/cpumap}. */
    default boolean attachesInEntry() {
        return false;
    }

    /** Number of the device that is redirected to; empty if it is none. */
    default OptionalInt device() {
        return OptionalInt.empty();
    }

    /** The first number of its map value; empty if user space has to open something to get one. */
    default OptionalInt mapValue() {
        return device();
    }

    /** A CPU; the key is its number. A program of section xdp/cpumap may run there. */
    record Cpu(Place place, Entry at, int queueSize, Optional<Attached> program) implements Receiver {
        @Override
        public Optional<Entry> entry() {
            return Optional.of(at);
        }

        @Override
        public String mapKind() {
            return "cpumap";
        }

        @Override
        public OptionalInt mapValue() {
            return OptionalInt.of(queueSize);
        }

        @Override
        public Optional<Attached> attached() {
            return program;
        }

        @Override
        public boolean attachesInEntry() {
            return true;
        }
    }

    /**
     * A device that transmits. A program of section xdp/devmap may run before.
     *
     * @param frags whether it sends packets in several buffers: NETDEV_XDP_ACT_NDO_XMIT_SG
     */
    record Device(Place place, Optional<Entry> entry, int ifindex, boolean frags, Optional<Attached> egress)
            implements Receiver {
        @Override
        public String mapKind() {
            return "devmap";
        }

        @Override
        public Optional<Attached> attached() {
            return egress;
        }

        @Override
        public boolean attachesInEntry() {
            return true;
        }

        @Override
        public OptionalInt device() {
            return OptionalInt.of(ifindex);
        }
    }

    /**
     * A device whose transmit side hands frames to the XDP program of its peer, as veth does: {@code veth_ndo_xdp_xmit()}.
     *
     * @param ifindex of the end that is redirected to
     * @param nic what the peer is, with its {@code ifindex} among the settings
     * @param program the peer's XDP program; without one an sk_buff is built
     * @param design how that program gets at hints
     */
    record Pair(Place place, Optional<Entry> entry, int ifindex, String nic, Optional<String> revision,
            Map<String, String> configuration, Optional<Attached> program, AccessDesign design) implements Receiver {
        @Override
        public String mapKind() {
            return "devmap";
        }

        @Override
        public Optional<Attached> attached() {
            return program;
        }

        @Override
        public OptionalInt device() {
            return OptionalInt.of(ifindex);
        }
    }

    /**
     * An AF_XDP socket.
     *
     * @param queue that it is bound to, of the scenario's NIC
     * @param metadata bytes that the consumer believes to be in front of each packet; as many as there are if empty
     * @param reply what the consumer asks for when it sends each packet back
     */
    record Socket(Place place, Entry at, Umem.Spec umem, Optional<Integer> queue, Optional<Integer> metadata,
            Optional<TxMetadata.Request> reply) implements Receiver {
        @Override
        public Optional<Entry> entry() {
            return Optional.of(at);
        }

        @Override
        public String mapKind() {
            return "xskmap";
        }

        @Override
        public Optional<Attached> attached() {
            return Optional.empty();
        }
    }
}
