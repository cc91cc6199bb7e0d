package dev.xdpscope.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.prepare.Simulation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** engine ← drivers ← app, never the other way, and a name for each thing. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xdpscope");

    /** Packages of the JDK whose names a reader takes for granted. */
    private static final List<String> TAKEN =
            List.of("java.lang.", "java.util.", "java.util.function.", "java.nio.file.");

    @Test
    void engineDriversApp() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("engine").definedBy("dev.xdpscope.engine..")
                .optionalLayer("drivers").definedBy("dev.xdpscope.drivers..")
                .layer("app").definedBy("dev.xdpscope.app..")
                .whereLayer("app").mayNotBeAccessedByAnyLayer()
                .whereLayer("drivers").mayOnlyBeAccessedByLayers("app")
                .whereLayer("engine").mayOnlyBeAccessedByLayers("drivers", "app")
                .check(CLASSES);
    }

    @Test
    void noSimpleNameStandsForTwoThings() {
        Map<String, List<String>> twice = new TreeMap<>(CLASSES.stream().filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName,
                        Collectors.mapping(JavaClass::getFullName, Collectors.toList()))));
        twice.values().removeIf(names -> names.size() == 1);
        assertEquals(Map.of(), twice);
    }

    @Test
    void noNameIsOneOfTheJdks() {
        assertEquals(List.of(), CLASSES.stream().filter(JavaClass::isTopLevelClass)
                .filter(c -> TAKEN.stream().anyMatch(p -> exists(p + c.getSimpleName())))
                .map(JavaClass::getFullName).sorted().toList());
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * How a program is prepared and how packets go through the host is the lab's own business. The command line may ask two
     * questions that have no scenario yet: which functions of the kernel are simulated at all (xdpscope helpers), and which
     * programs of an object are for a driver, to make a scenario of each.
     */
    @Test
    void theLabsRoomsAreItsOwn() {
        noClasses().that().resideOutsideOfPackage("dev.xdpscope.drivers.lab..")
                .should().dependOnClassesThat(
                        resideInAnyPackage("dev.xdpscope.drivers.lab.host..", "dev.xdpscope.drivers.lab.prepare..")
                                .and(not(belongToAnyOf(Simulation.class, ProgramChoice.class)))
                                .as("are rooms behind the front door"))
                .check(CLASSES);
    }
}
