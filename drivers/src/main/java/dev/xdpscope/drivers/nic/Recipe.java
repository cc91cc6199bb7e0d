package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;

/** How a driver unrolls a kfunc of one generation, in some configurations. */
record Recipe(String generation, String kfunc, When when, How how) {
    /** The recipe itself. */
    sealed interface How {
        /** Instructions from the template {@code text}, which the file {@code file} holds. */
        record Template(String file, String text) implements How {}

        /** None: the call stays, because of {@code reason}. */
        record Call(String reason) implements How {}
    }
}
