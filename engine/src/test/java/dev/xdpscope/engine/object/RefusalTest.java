package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that clang makes and that cannot be used: the problem names the symbol and says what to do. */
class RefusalTest {
    private static final String LOOKUP = """
            #define SEC(name) __attribute__((section(name), used))
            static void *(*const lookup)(void *, const void *) = (void *)1;
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsClang() {
        Tools.need("clang-19");
    }

    @Test
    void legacyMaps() {
        refused("legacy way", "maps", LOOKUP + """
                struct { int type, key_size, value_size, max_entries; } old SEC("maps") = {1, 4, 4, 1};
                SEC("xdp") int p(void *c) { return !!lookup(&old, c); }
                """, "-g");
    }

    @Test
    void mapsWithoutTypes() {
        refused("no BTF", ".maps", LOOKUP + """
                struct { int (*type)[1]; } m SEC(".maps");
                SEC("xdp") int p(void *c) { return !!lookup(&m, c); }
                """, "-g0");
    }

    @Test
    void mapAttributesThatAreUnknownOrContradictory() {
        String program = " m SEC(\".maps\");\nSEC(\"xdp\") int p(void *c) { return !!lookup(&m, c); }\n";
        refused("attribute colour", ".maps", LOOKUP + "struct { int (*type)[1]; int (*colour)[1]; }" + program, "-g");
        refused("key size as 8 and as 4", ".maps",
                LOOKUP + "struct { int (*type)[1]; long *key; int (*key_size)[4]; }" + program, "-g");
        refused("not with __uint", ".maps", LOOKUP + "struct { int type; }" + program, "-g");
        refused("has no type", ".maps", LOOKUP + "struct { int (*max_entries)[1]; }" + program, "-g");
    }

    @Test
    void whatTheKernelKeepsInValuesAndIsNotSimulated() {
        String map =
                "struct { int (*type)[1]; int *key; struct value *value; int (*max_entries)[4]; } flows SEC(\".maps\");"
                        + "\nSEC(\"xdp\") int p(void *c) { return !!lookup(&flows, c); }\n";
        refused("the value of map flows has a bpf_spin_lock in its field lock", ".maps", LOOKUP
                + "struct bpf_spin_lock { unsigned val; };\nstruct value { long n; struct bpf_spin_lock lock; };\n"
                + map,
                "-g");
        refused("the value of map flows has a bpf_timer in its field in.timers", ".maps", LOOKUP
                + "struct bpf_timer { unsigned long o[2]; };\nstruct inner { int a; struct bpf_timer timers[2]; };\n"
                + "struct value { const struct inner in; };\n" + map, "-g");
        refused("the value of map flows has a kptr in its field task", ".maps", LOOKUP
                + "struct task;\nstruct value { struct task __attribute__((btf_type_tag(\"kptr\"))) *task; };\n" + map,
                "-g");
        refused("variable heads has a bpf_list_head", ".data.A", LOOKUP
                + "struct bpf_list_head { unsigned long o[2]; };\nstruct bpf_list_head heads[3] SEC(\".data.A\") = {{{1}}};"
                + "\nSEC(\"xdp\") int p(void *c) { return heads[1].o[0]; }\n", "-g");
    }

    @Test
    void initialValuesThatAMapCannotHold() {
        refused("has the initial value number, which it cannot hold", ".maps", LOOKUP + """
                int number;
                struct { int (*type)[2]; int *key; int *value; int (*max_entries)[1]; int *values[]; }
                wrong SEC(".maps") = { .values = { &number } };
                SEC("xdp") int p(void *c) { return !!lookup(&wrong, c); }
                """, "-g");
        refused("has under key 0 sub, which is no program", "xdp", LOOKUP + """
                __attribute__((noinline)) int sub(void *c) { return 1; }
                struct { int (*type)[3]; int (*key_size)[4]; int (*max_entries)[1]; int (*values[])(void *); }
                programs SEC(".maps") = { .values = { sub } };
                SEC("xdp") int p(void *c) { return !!lookup(&programs, c); }
                """, "-g");
    }

    @Test
    void externsThatAreNoKfuncs() {
        refused("relocation R_BPF_64_32 against other: the symbol is declared extern but defined nowhere", "xdp",
                LOOKUP + "extern int other(void *);\nSEC(\"xdp\") int p(void *c) { return other(c); }\n", "-g");
        refused("extern CONFIG_HZ of section .kconfig has type struct {…}, which", "xdp", LOOKUP + """
                extern struct { int x; } CONFIG_HZ __attribute__((section(".kconfig")));
                SEC("xdp") int p(void *c) { return CONFIG_HZ.x; }
                """, "-g");
        refused("extern LINUX_HAS_WINGS of section .kconfig is not known", "xdp", LOOKUP + """
                extern int LINUX_HAS_WINGS __attribute__((section(".kconfig")));
                SEC("xdp") int p(void *c) { return LINUX_HAS_WINGS; }
                """, "-g");
        refused("extern LINUX_KERNEL_VERSION of section .kconfig is 459008, which a char of 1 byte cannot hold", "xdp",
                LOOKUP + """
                extern char LINUX_KERNEL_VERSION __attribute__((section(".kconfig")));
                SEC("xdp") int p(void *c) { return LINUX_KERNEL_VERSION; }
                """, "-g");
    }

    @Test
    void dataInOtherSections() {
        refused("neither a map nor data", "xdp",
                LOOKUP + "int odd_one SEC(\"odd\") = 4;\nSEC(\"xdp\") int p(void *c) { return odd_one; }\n", "-g");
    }

    @Test
    void dataThatWouldFillTheMachine() {
        refused("larger than 64 MiB", ".bss", "char big[1ul << 40];\nint p(void *c) { return big[4]; }\n", "-g");
    }

    @Test
    void bigEndianObjects() {
        write("int p(void *c) { return 1; }\n");
        Tools.run(folder, "clang-19", "-target", "bpfeb", "-c", "source.c", "-o", "object.o");
        ProblemException e = assertThrows(ProblemException.class, () -> BpfObject.read(folder.resolve("object.o")));
        assertTrue(e.what().contains("big-endian") && e.remedy().contains("-target bpfel"), e.getMessage());
    }

    @Test
    void objectsOfOtherMachines() {
        write("int p(void *c) { return 1; }\n");
        Tools.run(folder, "clang-19", "-target", "x86_64-linux-gnu", "-c", "source.c", "-o", "object.o");
        ProblemException e = assertThrows(ProblemException.class, () -> BpfObject.read(folder.resolve("object.o")));
        assertTrue(e.what().contains("machine 62"), e.getMessage());
    }

    private void refused(String why, String section, String source, String option) {
        write(source);
        Path object = Tools.compile("clang-19", folder, "source.c", folder.resolve("object.o"), option);
        ProblemException e = assertThrows(ProblemException.class,
                () -> BpfObject.read(object).link("p", Optional.empty()), why);
        assertTrue(e.what().contains(why), e.getMessage());
        assertEquals(Optional.of(section), e.place().section());
        assertFalse(e.remedy().isEmpty());
    }

    private void write(String source) {
        try {
            Files.writeString(folder.resolve("source.c"), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
