package dev.xdpscope.drivers.lab;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which program of an object is meant. */
public final class ProgramChoice {
    private ProgramChoice() {}

    /**
     * @param wanted a program's name; empty if the object's only XDP program is meant
     * @throws ProblemException if there is no such program, or there are several
     */
    public static String of(BpfObject object, Optional<String> wanted) {
        List<ObjectFunction> programs = object.programs();
        String names = programs.stream().map(ObjectFunction::name).collect(Collectors.joining(", "));
        if (wanted.isPresent()) {
            if (programs.stream().noneMatch(p -> p.name().equals(wanted.get()))) {
                throw new ProblemException(Place.of(object.name()), "there is no program " + wanted.get(),
                        programs.isEmpty() ? "The object has no program at all." : "It has " + names + ".");
            }
            return wanted.get();
        }
        List<ObjectFunction> xdp = programs.stream().filter(p -> p.section().startsWith("xdp")).toList();
        if (xdp.size() != 1) {
            throw new ProblemException(Place.of(object.name()), xdp.isEmpty() ? "there is no program in an xdp section"
                    : "there are " + xdp.size() + " XDP programs",
                    programs.isEmpty()
                            ? "Put SEC(\"xdp\") before the program's function and compile it with clang -target bpf."
                            : "Choose one of " + names + ".");
        }
        return xdp.getFirst().name();
    }
}
