package dev.xdpscope.drivers.lab.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a program by how it declares the kfuncs that it calls. */
class KfuncDeclarationTest {
    @TempDir
    private Path folder;

    private Scenario program(String declaration, String body) {
        String source = """
                #define ksym __attribute__((section(".ksyms")))
                #define weak __attribute__((weak))
                struct xdp_md { unsigned data, data_end; };
                %s
                __attribute__((section("xdp"), used)) int prog(struct xdp_md *ctx)
                {
                    unsigned long long a = 0, b = 0;
                    %s
                }
                char LICENSE[] __attribute__((section("license"))) = "GPL";
                """.formatted(declaration, body);
        try {
            Path file = Files.writeString(folder.resolve("prog.bpf.c"), source);
            Process clang = new ProcessBuilder("clang-19", "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-c", "-o",
                    folder.resolve("prog.o").toString(), file.toString()).inheritIO().start();
            assertTrue(clang.waitFor(60, TimeUnit.SECONDS) && clang.exitValue() == 0);
        } catch (IOException e) {
            assumeTrue(false, "clang-19 is not installed: declarations of kfuncs are not tried");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Scenario scenario = Scenario.of("mlx5", folder.resolve("prog.o"), Samples.file("captures/mixed.pcapng"));
        return scenario.with(Change.limit(1));
    }

    private PacketResult first(String declaration, String body) {
        return Lab.run(program(declaration, body)).packets().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int bpf_xdp_metadata_rx_hahs(void *, void *, void *) | (ctx, &a, &b) | known here: bpf_xdp_metadata_rx_hash
            int bpf_xdp_metadata_rx_hash(void *, void *)         | (ctx, &a)     | 2 parameters
            int bpf_skb_get_hash(void *)                         | (ctx)         | not known
            int bpf_obj_drop_impl(void *, void *)                | (ctx, 0)      | bpf_obj_drop_impl of Linux 6.2, which is not simulated
            int bpf_iter_task_new(void *, void *, int)           | (&a, 0, 0)    | bpf_iter_task_new of Linux 6.7, which is not simulated
            """)
    void refused(String function, String arguments, String part) {
        String name = function.substring(4, function.indexOf('('));
        Scenario scenario = program("extern " + function + " ksym;", "return " + name + arguments + ";");
        ProblemException e = assertThrows(ProblemException.class, () -> Lab.run(scenario));
        assertTrue(e.what().contains(part) || e.remedy().contains(part),
                e.getMessage());
        assertTrue(e.place().file().isPresent());
    }

    @Test
    void aWeakOneThatDoesNotExistHasNoAddress() {
        String unknown = "extern int bpf_xdp_metadata_rx_magic(void *) ksym weak;";
        assertEquals(7, first(unknown,
                "return bpf_xdp_metadata_rx_magic ? bpf_xdp_metadata_rx_magic(ctx) : 7;").r0());
        assertTrue(first(unknown, "return bpf_xdp_metadata_rx_magic(ctx);").fault().orElseThrow().what()
                .contains("no kfunc bpf_xdp_metadata_rx_magic in the kernel, poisoned"));
        assertEquals(0, first("extern int bpf_xdp_metadata_rx_timestamp(void *, void *) ksym weak;",
                "return bpf_xdp_metadata_rx_timestamp ? bpf_xdp_metadata_rx_timestamp(ctx, &a) : 7;").r0());
    }

    @Test
    void iteratorsAreTheCores() {
        String declared =
                "extern int bpf_iter_num_new(void *, int, int) ksym; extern int *bpf_iter_num_next(void *) ksym;"
                        + "extern void bpf_iter_num_destroy(void *) ksym; extern void bpf_rcu_read_lock(void) ksym;"
                        + "extern int bpf_obj_drop_impl(void *, void *) ksym weak;";
        assertEquals(10, first(declared, "if (bpf_obj_drop_impl) return 1; bpf_rcu_read_lock(); int *i;"
                + "bpf_iter_num_new(&a, 0, 5); while ((i = bpf_iter_num_next(&a))) b += *i; bpf_iter_num_destroy(&a);"
                + "return b;").r0());
    }

    /** The core has it for every driver, and 0 says that it worked. */
    @Test
    void theExportIsTheCoresAndTakesTheContext() {
        assertEquals(0, (int) first("extern int bpf_xdp_metadata_export_to_skb(void *) ksym;",
                "return bpf_xdp_metadata_export_to_skb(ctx);").r0());
        Scenario wrong = program("extern int bpf_xdp_metadata_export_to_skb(void *, void *) ksym;",
                "return bpf_xdp_metadata_export_to_skb(ctx, &a);");
        assertTrue(assertThrows(ProblemException.class, () -> Lab.run(wrong)).what().contains("2 parameters"));
    }

    /** The kernel has these for every driver; one without a function of its own answers with the stub. */
    @Test
    void oneThatTheDriverLacksIsAnsweredByTheStub() {
        assertEquals(-95, (int) Lab.run(program("extern int bpf_xdp_metadata_rx_timestamp(void *, void *) ksym;",
                "return bpf_xdp_metadata_rx_timestamp(ctx, &a);").with(Change.nic("none"))).packets().getFirst().r0());
    }
}
