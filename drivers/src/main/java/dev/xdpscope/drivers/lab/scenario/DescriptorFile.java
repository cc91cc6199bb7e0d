package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Recorded descriptors: a text file with one descriptor in hexadecimal on each line, blank lines and # comments aside. */
public final class DescriptorFile {
    private static final long LARGEST = 1L << 28;

    private DescriptorFile() {}

    public static List<byte[]> read(Path file) {
        List<byte[]> descriptors = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String hex = line.replaceFirst("#.*", "").replaceAll("[\\s:]", "");
            if (!hex.isEmpty()) {
                descriptors.add(parse(file, number, hex));
            }
        }
        return List.copyOf(descriptors);
    }

    private static byte[] parse(Path file, int line, String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Place.of(file).section("line " + line), "this is no descriptor in hexadecimal",
                    "Write two hexadecimal digits for each byte.");
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ProblemException(Place.of(file), "the file is larger than " + LARGEST + " bytes",
                        "Split it.");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            throw new ProblemException(Place.of(file), "the descriptors cannot be read",
                    "Check that the file exists and may be read.");
        }
    }
}
