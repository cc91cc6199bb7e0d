package dev.xdpscope.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The engine's packages form layers, and it knows neither NIC nor window. */
class ArchitectureTest {
    private static final String ENGINE = "dev.xdpscope.engine.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xdpscope");

    @Test
    void noPackageCycles() {
        slices().matching(ENGINE + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void instructionsProblemsAndNumbersStandAlone() {
        noClasses().that().resideInAPackage(ENGINE + "isa..")
                .should().dependOnClassesThat(oursExcept(ENGINE + "isa..", ENGINE + "problem..")).check(CLASSES);
        noClasses().that().resideInAPackage(ENGINE + "abi..")
                .should().dependOnClassesThat(oursExcept(ENGINE + "abi..")).check(CLASSES);
        noClasses().that().resideInAPackage(ENGINE + "problem..")
                .should().dependOnClassesThat(oursExcept(ENGINE + "problem..")).check(CLASSES);
    }

    @Test
    void programsAreMadeOfInstructions() {
        noClasses().that().resideInAPackage(ENGINE + "program..")
                .should().dependOnClassesThat(oursExcept(ENGINE + "program..", ENGINE + "isa..", ENGINE + "problem.."))
                .check(CLASSES);
    }

    @Test
    void engineKnowsNoNicAndNoWindow() {
        noClasses().that().resideInAPackage("dev.xdpscope.engine..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.xdpscope.drivers..", "dev.xdpscope.app..",
                        "javafx..", "javax.swing..", "java.awt..", "picocli..", "tools.jackson..")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> oursExcept(String... packages) {
        return resideInAPackage("dev.xdpscope..").and(DescribedPredicate.not(resideInAnyPackage(packages)))
                .as("are ours outside %s", String.join(", ", packages));
    }
}
