package dev.xdpscope.drivers.nic;

import java.util.List;

/** The NICs there are: built-in ones by name, anybody's by folder. */
public final class Nics {
    private Nics() {}

    /** Names of the built-in NICs. */
    public static List<String> builtIn() {
        throw new UnsupportedOperationException();
    }

    /**
     * Loads a NIC. Loading runs nothing of what the folder holds.
     *
     * @param nameOrFolder a built-in NIC's name, or a path to a folder with a {@code nic.json}
     * @throws dev.xdpscope.engine.problem.ProblemException if there is none, or it is wrong; the place has the file and the
     *     JSON pointer
     */
    public static Nic load(String nameOrFolder) {
        throw new UnsupportedOperationException(nameOrFolder);
    }
}
