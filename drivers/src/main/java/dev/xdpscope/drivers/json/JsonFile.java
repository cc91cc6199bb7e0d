package dev.xdpscope.drivers.json;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON file into a record. */
public final class JsonFile {
    private static final long LARGEST = 16L << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonFile() {}

    /**
     * Reads {@code file} as a {@code type}.
     *
     * @throws ProblemException if the file cannot be read, is not JSON, or has something that {@code type} has not
     */
    public static <T> T read(Path file, Class<T> type) {
        return parse(bytes(file), file, type);
    }

    /** Reads JSON text that came from {@code name}; see {@link #read}. */
    public static <T> T parse(byte[] json, Path name, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new ProblemException(Place.of(name), "there is only null in it", "Write a JSON object.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds() == null ? "" : known(e.getPropertyName(), e.getKnownPropertyIds());
            throw new ProblemException(Place.of(name).pointer(pointer(e)), "there is no field " + e.getPropertyName(), known);
        } catch (DatabindException e) {
            throw new ProblemException(Place.of(name).pointer(pointer(e)), what(e), "See the schema in docs/.");
        } catch (JacksonException e) {
            throw new ProblemException(Place.of(name), "this is not JSON" + at(e) + ": " + e.getOriginalMessage(),
                    "Correct the file.");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new ProblemException(Place.of(file), "this is a directory", "Name a JSON file.");
            }
            if (Files.size(file) == 0) {
                throw new ProblemException(Place.of(file), "the file is empty", "Name a JSON file.");
            }
            if (Files.size(file) > LARGEST) {
                throw new ProblemException(Place.of(file), "the file is larger than " + LARGEST + " bytes",
                        "Is it really JSON?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ProblemException(Place.of(file), Files.exists(file) ? "the file cannot be read" : "there is no such file",
                    "Check the name and the permissions.");
        }
    }

    private static String what(DatabindException e) {
        if (e instanceof InvalidFormatException format && format.getTargetType() != null) {
            return "'" + format.getValue() + "' is no " + format.getTargetType().getSimpleName();
        }
        return e.getOriginalMessage().lines().findFirst().orElse("this is not understood");
    }

    private static String at(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String pointer(DatabindException e) {
        return e.getPath().stream().map(r -> "/" + (r.getPropertyName() == null ? String.valueOf(r.getIndex())
                : r.getPropertyName().replace("~", "~0").replace("/", "~1"))).collect(Collectors.joining());
    }

    /** The fields there are, the one most like {@code wanted} first. */
    private static String known(String wanted, Collection<?> ids) {
        List<String> names = ids.stream().map(String::valueOf)
                .sorted(Comparator.comparingInt((String n) -> Nearest.distance(wanted, n)).thenComparing(n -> n)).toList();
        return "Known are " + String.join(", ", names) + ".";
    }
}
