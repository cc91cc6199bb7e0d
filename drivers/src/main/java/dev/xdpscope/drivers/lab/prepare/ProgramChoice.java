package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which program of an object is meant. */
public final class ProgramChoice {
    private ProgramChoice() {}

    /**
     * The XDP program that receives from a driver.
     *
     * @param wanted a program's name, of whatever section; empty if the object's only XDP program is meant, or the only one
     *     that is not loaded on demand
     * @throws ProblemException if there is no such program, or there are several
     */
    public static String of(BpfObject object, Optional<String> wanted) {
        return wanted.map(name -> notReplacing(object, named(object, name)).name())
                .orElseGet(() -> only(object, ProgramChoice::isXdp,
                        "xdp"));
    }

    /** Whether programs of a section receive from a driver. */
    public static boolean isXdp(String section) {
        return section.startsWith("xdp") && !section.endsWith("/cpumap") && !section.endsWith("/devmap");
    }

    /**
     * A program that is attached elsewhere.
     *
     * @param wanted a program's name; empty if the object's only program that fits is meant
     * @param fits whether the kernel takes a program of that section there
     * @param section such a section, for people
     */
    public static String of(BpfObject object, Optional<String> wanted, Predicate<String> fits, String section) {
        if (wanted.isEmpty()) {
            return only(object, fits, section);
        }
        ObjectFunction program = named(object, wanted.get());
        if (!fits.test(program.definition())) {
            throw new ProblemException(Place.of(object.name()).section(program.section()), "program " + program.name()
                    + " cannot be attached there (-EINVAL): it is of section " + program.section(),
                    "Put it into SEC(\"" + section + "\").");
        }
        return program.name();
    }

    private static ObjectFunction notReplacing(BpfObject object, ObjectFunction program) {
        if (program.definition().startsWith("freplace")) {
            throw new ProblemException(Place.of(object.name()).section(program.section()), "program " + program.name()
                    + " replaces a function of another program (BPF_PROG_TYPE_EXT): it is nothing that a driver runs",
                    "Put it into SEC(\"xdp\") to see it run by itself.");
        }
        return program;
    }

    private static ObjectFunction named(BpfObject object, String name) {
        return object.programs().stream().filter(p -> p.name().equals(name)).findFirst()
                .orElseThrow(() -> new ProblemException(Place.of(object.name()), "there is no program " + name,
                        object.programs().isEmpty() ? "The object has no program at all."
                                : "It has " + names(object.programs()) + "."));
    }

    private static String only(BpfObject object, Predicate<String> fits, String section) {
        List<ObjectFunction> all = object.programs().stream().filter(p -> fits.test(p.definition())).toList();
        List<ObjectFunction> loaded = all.stream().filter(p -> !p.isOnDemand()).toList();
        List<ObjectFunction> fitting = loaded.isEmpty() ? all : loaded;
        if (fitting.size() != 1) {
            String kind = section.equals("xdp") ? "XDP programs" : "programs of section " + section;
            throw new ProblemException(Place.of(object.name()),
                    fitting.isEmpty() ? "there is no program in " + (section.equals("xdp") ? "an xdp section" : section)
                            : "there are " + fitting.size() + " " + kind,
                    fitting.isEmpty()
                            ? "Put SEC(\"" + section
                                    + "\") before the program's function and compile it with clang -target bpf."
                            : "Choose one of " + names(fitting) + ".");
        }
        return fitting.getFirst().name();
    }

    private static String names(List<ObjectFunction> programs) {
        return programs.stream().map(ObjectFunction::name).collect(Collectors.joining(", "));
    }
}
