package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Cpu;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelMaps;
import dev.xdpscope.engine.kernel.XdpSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts receivers into the kernel's redirect maps, without programs: a test run sends nothing on. */
final class Entries {
    private final KernelMaps maps;
    private final Resources resources;

    Entries(KernelMaps maps, Resources resources) {
        this.maps = maps;
        this.resources = resources;
    }

    /** The first refusal, with the map's name, if there is one. */
    Optional<String> fill(List<Receiver> receivers) {
        for (Receiver receiver : receivers) {
            Optional<KernelMap> map = receiver.entry().flatMap(e -> maps.named(e.map()));
            if (receiver instanceof Receiver.Cpu cpu && cpu.at().key() >= Cpu.possible()) {
                return Optional.of("there is no CPU " + cpu.at().key() + " in this machine, which has "
                        + Cpu.possible());
            }
            if (map.isPresent() && put(receiver, map.get()) instanceof Answer.Refused<Long> refused) {
                return Optional.of("map " + map.get().spec().name() + " does not take its entry: " + refused);
            }
        }
        return Optional.empty();
    }

    private Answer<Long> put(Receiver receiver, KernelMap map) {
        byte[] key = KernelMaps.number((int) receiver.entry().orElseThrow().key());
        if (receiver.mapValue().isPresent()) {
            return map.update(key, value(receiver.mapValue().getAsInt(), map));
        }
        return switch (XdpSocket.open()) {
            case Answer.Done<XdpSocket>(XdpSocket socket) -> map.update(key, value(resources.hold(socket).fd(), map));
            case Answer.Refused<XdpSocket>(int errno, String log) -> new Answer.Refused<>(errno, log);
        };
    }

    private static byte[] value(int number, KernelMap map) {
        return Arrays.copyOf(KernelMaps.number(number), map.spec().valueSize());
    }
}
