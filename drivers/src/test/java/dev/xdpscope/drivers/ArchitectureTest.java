package dev.xdpscope.drivers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The simulated NICs and the receive path know the engine but no window, and the engine does not know them. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xdpscope");

    @Test
    void noPackageCycles() {
        slices().matching("dev.xdpscope.drivers.(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void driversKnowNoWindow() {
        noClasses().that().resideInAPackage("dev.xdpscope.drivers..")
                .should().dependOnClassesThat().resideInAnyPackage("dev.xdpscope.app..", "javafx..", "javax.swing..",
                        "java.awt..", "picocli..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void engineDoesNotKnowDrivers() {
        noClasses().that().resideInAPackage("dev.xdpscope.engine..")
                .should().dependOnClassesThat().resideInAPackage("dev.xdpscope.drivers..")
                .check(CLASSES);
    }
}
