package dev.xdpscope.drivers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
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

    /** The packages that docs/library.md promises show nothing but each other and those it names beside them. */
    @Test
    void theLibraryShowsWhatItsPageNames() {
        Set<String> named = new TreeSet<>(LibraryPage.library());
        named.addAll(LibraryPage.atHand());
        classes().that().resideInAnyPackage(LibraryPage.library().toArray(String[]::new)).and().arePublic()
                .should(PublicSignatures.areMadeOf(named)).check(CLASSES);
    }

    @Test
    void itsPageNamesNoMore() {
        Set<String> shown = new TreeSet<>();
        CLASSES.stream().filter(c -> LibraryPage.library().contains(c.getPackageName()))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(c -> shown.addAll(PublicSignatures.packages(c)));
        LibraryPage.library().forEach(shown::remove);
        assertEquals(shown, new TreeSet<>(LibraryPage.atHand()));
    }
}
