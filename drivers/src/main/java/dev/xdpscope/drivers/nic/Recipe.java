package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;
import java.util.List;
import java.util.Optional;

/** How a driver unrolls a kfunc of one generation, in some configurations. */
record Recipe(String generation, String kfunc, When when, How how) {
    /** The recipe itself. */
    sealed interface How {
        /**
         * Instructions from the template {@code text}, which the file {@code file} holds.
         *
         * @param sharing the generations that the text is for
         * @param calls why they call functions of the driver; empty if they do not
         */
        record Template(String file, String text, List<String> sharing, Optional<String> calls) implements How {
            public Template {
                sharing = List.copyOf(sharing);
            }
        }

        /** None: the call stays, because of {@code reason}. */
        record Call(String reason) implements How {}
    }
}
