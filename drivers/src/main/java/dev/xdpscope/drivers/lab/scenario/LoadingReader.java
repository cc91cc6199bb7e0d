package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how a program is loaded, from words: {@code bound}, {@code mode}, {@code into}, {@code kernel}, {@code kconfig}.
 */
public final class LoadingReader {
    private static final List<String> KEYS = List.of("bound", "mode", "into", "kernel", "kconfig");

    private LoadingReader() {}

    /**
     * @param from what holds for what is not given
     * @throws ProblemException if a key or a word is not known; its place is for the caller to give
     */
    public static Loading read(Loading from, Map<String, String> words) {
        words.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new ProblemException(Place.NOWHERE, "there is no '" + key + "' in how a program is loaded",
                    Nearest.remedy(key, KEYS));
        });
        return new Loading(one(words, "bound", Loading.Bound.values()).orElse(from.bound()),
                one(words, "mode", Loading.Mode.values()).orElse(from.mode()),
                one(words, "into", Loading.Into.values()).or(from::into),
                Optional.ofNullable(words.get("kernel")).map(LoadingReader::kernel).orElse(from.kernel()),
                Optional.ofNullable(words.get("kconfig")).map(LoadingReader::file).or(from::kconfig));
    }

    private static <E extends Enum<E>> Optional<E> one(Map<String, String> words, String key, E[] values) {
        return Optional.ofNullable(words.get(key)).map(word -> Arrays.stream(values)
                .filter(v -> v.toString().equals(word)).findFirst()
                .orElseThrow(() -> new ProblemException(Place.NOWHERE,
                        "'" + word + "' is no way for '" + key + "' in how a program is loaded",
                        Nearest.remedy(word, Arrays.stream(values).map(Object::toString).toList()))));
    }

    private static Path file(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ProblemException(Place.NOWHERE, "'" + name + "' is no file name", "Correct the name.");
        }
    }

    private static Loading.Kernel kernel(String text) {
        return Loading.Kernel.parse(text).orElseThrow(() -> new ProblemException(Place.NOWHERE,
                "'" + text + "' is no release of Linux", "Write major.minor, for example 6.12."));
    }
}
