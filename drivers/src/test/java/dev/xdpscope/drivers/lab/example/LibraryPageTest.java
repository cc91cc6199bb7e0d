package dev.xdpscope.drivers.lab.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.LibraryPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code in docs/library.md is that of the tests beside this one, all but the package that they are in. */
class LibraryPageTest {
    @Test
    void theCodeInThePageIsThatOfTests() throws IOException {
        List<LibraryPage.Listing> listings = LibraryPage.listings();
        assertEquals(List.of("ExampleNicTest.java", "RunExampleTest.java"),
                listings.stream().map(l -> l.file().getFileName().toString()).toList());
        for (LibraryPage.Listing listing : listings) {
            String test = Files.readString(listing.file());
            assertTrue(test.startsWith("package "), test);
            assertEquals(test.substring(test.indexOf("import ")), listing.code(), listing.file().toString());
        }
    }

    @Test
    void thePageNamesThisVersion() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));
        String version = parent.substring(parent.indexOf("<version>"), parent.indexOf("</version>"));
        assertTrue(LibraryPage.text().contains("<artifactId>xdpscope-drivers</artifactId>\n  " + version), version);
    }
}
