package dev.xdpscope.drivers.lab.scenario;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the program is taken from.
 *
 * @param object the ELF object with the program
 * @param name of the program's function; the object's only program where empty
 * @param design how the program gets at hints
 */
public record ProgramSource(Path object, Optional<String> name, AccessDesign design) {}
