package dev.xdpscope.app;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** engine ← drivers ← app, never the other way. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.xdpscope");

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
}
