package dev.xdpscope.drivers.lab.generate;

import java.nio.charset.StandardCharsets;

/**
 * A file to be written.
 *
 * @param name without folder
 * @param about what it is, in one clause
 */
public record GeneratedFile(String name, String about, byte[] bytes) {
    static GeneratedFile text(String name, String about, String text) {
        return new GeneratedFile(name, about, text.getBytes(StandardCharsets.UTF_8));
    }
}
