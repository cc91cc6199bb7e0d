package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Helper names are those of the kernel's header. */
class HelperNamesTest {
    private static final Path LIBBPF_HEADER = Path.of("/usr/include/bpf/bpf_helper_defs.h");

    @Test
    void namesAndIdsBelongTogether() {
        assertEquals(Optional.of("bpf_map_lookup_elem"), HelperNames.name(1));
        assertEquals(Optional.of("bpf_redirect_map"), HelperNames.name(51));
        assertEquals(Optional.of("bpf_xdp_adjust_meta"), HelperNames.name(54));
        assertEquals(Optional.of("bpf_cgrp_storage_delete"), HelperNames.name(211));
        assertEquals(Optional.empty(), HelperNames.name(0));
        assertEquals(Optional.empty(), HelperNames.name(212));
        assertEquals(Optional.empty(), HelperNames.name(-1));
        assertEquals(OptionalInt.empty(), HelperNames.id("bpf_unspec"));
        for (int id = 1; id <= 211; id++) {
            assertEquals(OptionalInt.of(id), HelperNames.id(HelperNames.name(id).orElseThrow()));
        }
    }

    @Test
    void namesAreThoseOfTheInstalledHeader() throws IOException {
        Assumptions.assumeTrue(Files.exists(LIBBPF_HEADER), "libbpf-dev is not installed: no header to compare with");
        Matcher declaration = Pattern.compile("\\(\\*(?:const )?(bpf_\\w+)\\)\\([^;]*\\) = \\(void \\*\\)\\s*(\\d+);")
                .matcher(Files.readString(LIBBPF_HEADER));
        int count = 0;
        while (declaration.find()) {
            assertEquals(Optional.of(declaration.group(1)), HelperNames.name(Integer.parseInt(declaration.group(2))));
            count++;
        }
        assertEquals(true, count > 150, count + " helpers in the header");
    }
}
