package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The NICs there are: built-in ones by name, anybody's by folder. */
public final class Nics {
    private static final String INDEX = "/dev/xdpscope/drivers/nics/index.txt";

    private Nics() {}

    /** Names of the built-in NICs. */
    public static List<String> builtIn() {
        try (InputStream in = Nics.class.getResourceAsStream(INDEX)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads a NIC. Loading runs nothing of what the folder holds.
     *
     * @param nameOrFolder a built-in NIC's name, or a path to a folder with a {@code nic.json}
     * @throws ProblemException if there is none, or it is wrong; the place has the file and the JSON pointer
     */
    public static Nic load(String nameOrFolder) {
        if (builtIn().contains(nameOrFolder)) {
            return NicReader.read(new NicFiles.BuiltIn(nameOrFolder));
        }
        return NicReader.read(NicFiles.at(nameOrFolder).orElseThrow(() -> new ProblemException(Place.NOWHERE,
                "there is no NIC '" + nameOrFolder + "', and no folder of that name",
                "Built in are: " + String.join(", ", builtIn()) + ". A folder of your own holds a nic.json.")));
    }
}
