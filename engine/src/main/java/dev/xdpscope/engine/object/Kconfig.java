package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.elf.Slice;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What programs can know of the kernel that loads them through {@code __kconfig}: its configuration, and what libbpf says
 * of it by names that begin with LINUX_ (libbpf 1.7, src/libbpf.c, {@code bpf_object__resolve_externs}).
 *
 * @param options values by name with the prefix CONFIG_; of several the first holds
 * @param version {@code LINUX_KERNEL_VERSION}, as the macro KERNEL_VERSION makes it
 */
public record Kconfig(Map<String, Option> options, int version) {
    /** The simulated kernel's, Linux 7.1 on a 64-bit PC. */
    public static final Kconfig SIMULATED = new Kconfig(bundled(), version(7, 1));

    private static final String PREFIX = "CONFIG_";
    private static final int MOST = 16 << 20;
    private static final String GIVE = "Give a text such as /boot/config-6.12, with lines of the form CONFIG_HZ=1000.";

    public Kconfig {
        options = Map.copyOf(options);
    }

    /**
     * The value of an option as its line has it, behind the equals sign.
     *
     * @param place of the line
     */
    public record Option(String value, Place place) {}

    /**
     * Reads a configuration, plain or compressed as /proc/config.gz is.
     *
     * @throws ProblemException if it is none
     */
    public static Kconfig read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(MOST), Place.of(file));
        } catch (IOException e) {
            throw new ProblemException(Place.of(file), "the kernel configuration cannot be read", GIVE);
        }
    }

    /** As {@link #read(Path)}, from memory. */
    public static Kconfig parse(byte[] bytes, Place place) {
        boolean compressed = bytes.length > 1 && Slice.of(bytes, place).u16(0) == GZIPInputStream.GZIP_MAGIC;
        return new Kconfig(options(compressed ? unpacked(bytes, place) : bytes, place), SIMULATED.version);
    }

    /** The same configuration of another release. */
    public Kconfig withVersion(int major, int minor) {
        return new Kconfig(options, version(major, minor));
    }

    /**
     * What libbpf answers itself.
     *
     * @return empty for a name that it does not know
     */
    Optional<Long> answer(String name) {
        return switch (name) {
            case "LINUX_KERNEL_VERSION" -> Optional.of((long) version);
            // Both are older than the oldest kernel that is simulated, 6.3, and hold for its x86-64.
            case "LINUX_HAS_BPF_COOKIE", "LINUX_HAS_SYSCALL_WRAPPER" -> Optional.of(1L);
            default -> Optional.empty();
        };
    }

    private static int version(int major, int minor) {
        return major << 16 | minor << 8;
    }

    private static Map<String, Option> options(byte[] text, Place place) {
        Map<String, Option> options = new HashMap<>();
        int number = 0;
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (!line.startsWith(PREFIX)) {
                continue;
            }
            Place at = place.section("line " + number);
            int equals = line.indexOf('=');
            if (equals < 0 || equals == line.length() - 1) {
                throw new ProblemException(at, "an option of the kernel configuration has no value", GIVE);
            }
            options.putIfAbsent(line.substring(0, equals), new Option(line.substring(equals + 1), at));
        }
        return options;
    }

    private static byte[] unpacked(byte[] bytes, Place place) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(MOST);
        } catch (IOException e) {
            throw new ProblemException(place, "the compressed kernel configuration is damaged (" + e.getMessage() + ")",
                    GIVE);
        }
    }

    private static Map<String, Option> bundled() {
        try (InputStream in = Kconfig.class.getResourceAsStream("kconfig")) {
            return options(in.readAllBytes(), Place.of(Path.of("the simulated kernel's configuration")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
