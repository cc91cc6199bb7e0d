package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is one line with file, place and remedy, and exit code 2; never a stack trace. */
final class BadInputTest {
    private static final long GIB = 1L << 30;
    private static final String OBJECT =
            Xdpscope.SAMPLES.resolve("hints-to-metadata/hints_to_metadata.bpf.o").toString();
    private static final String CAPTURE = Xdpscope.SAMPLES.resolve("captures/mixed.pcapng").toString();

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        byte[] object = Files.readAllBytes(Path.of(OBJECT));
        byte[] capture = Files.readAllBytes(Path.of(CAPTURE));
        Files.write(folder.resolve("cut.o"), Arrays.copyOf(object, object.length / 2));
        Files.writeString(folder.resolve("text.o"), "this is not an object\n");
        byte[] machine = object.clone();
        machine[18] = 62;
        Files.write(folder.resolve("x86.o"), machine);
        Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(capture, capture.length - 50));
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("unknown-field.json"), """
                {"nic": "mlx5", "object": "a.o", "pakets": "b.pcap"}""");
        Files.writeString(folder.resolve("no-packets.json"), """
                {"nic": "mlx5", "object": "a.o"}""");
        Files.writeString(folder.resolve("no-object.json"), """
                {"nic": "mlx5", "object": "missing.o", "packets": "b.pcap"}""");
        Files.writeString(folder.resolve("broken.json"), "{\"nic\": ");
        Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));
        Files.writeString(folder.resolve("hex.txt"), "00 11\nxyz\n");
        Files.writeString(folder.resolve("short.txt"), "00 11\n");
        Files.writeString(folder.resolve("bad.s"), "r0 = 1\nr77 = 2\n");
        Files.write(folder.resolve("typo.o"), renamed(object, "bpf_xdp_metadata_rx_hash", "bpf_xdp_metadata_rx_hahs"));
        Files.write(folder.resolve("kfunc.o"), renamed(object, "bpf_xdp_metadata_rx_hash", "bpf_xdp_methdata_rx_hash"));
    }

    private static byte[] renamed(byte[] object, String from, String to) {
        String text = new String(object, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            run --object @cut.o --packets CAPTURE --nic mlx5             | cut.o      |
            run --object @text.o --packets CAPTURE --nic mlx5            | text.o     | ELF
            run --object @x86.o --packets CAPTURE --nic mlx5             | x86.o      | clang
            run --object @empty --packets CAPTURE --nic mlx5             | empty      | the file is empty
            run --object @folder --packets CAPTURE --nic mlx5            | folder     | directory
            run --object @gone.o --packets CAPTURE --nic mlx5            | gone.o     | no such file
            run --object @kfunc.o --packets CAPTURE --nic mlx5           | kfunc.o    | bpf_xdp_methdata_rx_hash
            run --object OBJECT --packets CAPTURE --nic mlx5 --program x | hints_to_metadata.bpf.o | hints_to_metadata
            run --object OBJECT --packets @cut.pcapng --nic mlx5         | cut.pcapng | mid-record
            run --object OBJECT --packets @empty --nic mlx5              | empty      | 0 bytes
            run --object OBJECT --packets @folder --nic mlx5             | folder     | directory
            run --object OBJECT --packets @gone.pcap --nic mlx5          | gone.pcap  | no such file
            run --object OBJECT --packets @text.o --nic mlx5             | text.o     | capture
            run --object OBJECT --packets CAPTURE --nic mlx6             |            | mlx5
            run --object OBJECT --packets CAPTURE                        |            | --nic
            run --object OBJECT --nic mlx5                               |            | --packets
            run                                                          |            | scenario
            run @unknown-field.json                                      | unknown-field.json | packets
            run @no-packets.json                                         | no-packets.json    | packets
            run @no-object.json                                          | missing.o          | no such file
            run @broken.json                                             | broken.json        | not JSON
            run @deep.json                                               | deep.json          |
            run @empty                                                   | empty              | the file is empty
            run @folder                                                  | folder             | scenario.json
            run @gone.json                                               | gone.json          | no such file
            run OBJECT                                                   | hints_to_metadata.bpf.o | --object
            run CAPTURE                                                  | mixed.pcapng | --packets
            run --object OBJECT                                          |            | Add --packets and --nic.
            run --object @typo.o --packets CAPTURE --nic mlx5            | typo.o     | bpf_xdp_metadata_rx_hash
            run HINTS --set clok=real-time                               |            | clock
            run HINTS --set clock=sundial                                |            | real-time
            run HINTS --set ring=63                                      |            | power of two
            run HINTS --set clock                                        |            | KEY=VALUE
            run HINTS --revision cx99                                    |            | cx6dx
            run HINTS --design magic                                     |            | kfunc-call
            run HINTS --limit many                                       |            | 'many' is not an int
            run HINTS --limit 0                                          |            | at least 1
            run HINTS --limit -1                                         |            | at least 1
            run HINTS --limit 99999999999                                |            | not an int
            run HINTS --descriptors @hex.txt                             | hex.txt    | line 2
            run HINTS --descriptors @short.txt                           | short.txt  |
            run HINTS --descriptors @gone.txt                            | gone.txt   |
            run HINTS --expect @gone.json                                | gone.json  | no such file
            run HINTS --expect @broken.json                              | broken.json | not JSON
            run HINTS --frobnicate                                       |            | xdpscope run --help
            run HINTS HINTS                                              |            | xdpscope run --help
            trace HINTS --packet 9999                                    |            | counted from 0
            trace HINTS --packet -1                                      |            | counted from 0
            trace HINTS --packet one                                     |            | 'one' is not an int
            trace HINTS --from nowhere                                   |            | 4:17.3
            trace HINTS --from 0:9999                                    |            | never executes
            trace HINTS --from 0:0#2                                     |            | only 1 time
            trace HINTS --from 9999:0                                    |            | there is no packet
            trace HINTS --from 99999999999999:0                          |            | is not a coordinate
            trace HINTS --from 0:5 --to 0:1                              |            | --from is after --to
            trace @cut.o                                                 | cut.o      |
            disasm                                                       |            | --hex
            disasm @text.o                                               | text.o     | ELF
            disasm @gone.o                                               | gone.o     | no such file
            disasm @folder                                               | folder     | directory
            disasm @empty                                                | empty      | the file is empty
            disasm OBJECT --program nobody                               | hints_to_metadata.bpf.o | hints_to_metadata
            disasm OBJECT --stage half                                   |            | relocated
            disasm OBJECT --stage as-run                                 |            | --nic
            disasm OBJECT --nic mlx6                                     |            | mlx5
            disasm --hex b7                                              |            | 8-byte
            disasm --hex zz                                              |            | hexadecimal
            disasm --hex ff00000000000000                                |            | instruction 0
            asm @bad.s                                                   | bad.s      | line 2
            asm @gone.s                                                  | gone.s     | no such file
            asm @folder                                                  | folder     | directory
            unroll --nic mlx5                                            |            | --kfunc
            unroll --nic mlx5 --kfunc rx_smell                           |            | bpf_xdp_metadata_rx_hash
            unroll --kfunc rx_hash                                       |            | mlx5
            unroll --nic mlx5 --kfunc rx_hash --generation next          |            | rfc
            nics mlx6                                                    |            | mlx5
            nics @folder                                                 | folder     | nic.json
            snapshot HINTS --out @x.png --size 10x10                     |            | 1600x1000
            snapshot HINTS --out @x.png --size big                       |            | 1600x1000
            snapshot HINTS --out @x.png --theme pink                     |            | dark
            snapshot HINTS --out @gone/x.png                             | x.png      | folder
            snapshot HINTS --out @folder                                 | folder     | directory
            snapshot HINTS                                               |            | --out
            generate af_xdp --nic mlx5 --out @text.o                     | text.o     | Name a folder
            run HINTS --load bound                                       |            | KEY=VALUE
            run HINTS --load kernel=six                                  |            | 6.12
            unroll --nic mlx5 --kfunc rx_hash --patch v3                 |            | v1
            compare @folder                                              | folder     | scenario.json
            compare @cut.o                                               | cut.o      |
            compare HINTS --nics mlx6                                    |            | mlx5
            compare HINTS --designs magic                                |            | kfunc-call
            compare HINTS --revisions some                               |            | all
            compare HINTS --configurations most                          |            | each-switch
            compare HINTS --expect @broken.json                          | broken.json | not JSON
            exec xyz                                                     |            | hexadecimal
            exec 123                                                     |            | odd number
            exec                                                         | standard input | no program
            exec --program 95000000                                      |            | 8-byte
            exec --program 05000100000000009500000000000000              |            | instruction 0
            exec --program 0500ffff00000000                              |            | --budget
            exec --program 6110000000000000                              |            | fault
            exec --budget lots                                           |            | 'lots' is not a long
            completion fish                                              |            | bash
            ruin                                                         | ruin       | Commands are run
            --frobnicate                                                 |            | xdpscope --help
            """)
    void oneLineAndExitCodeTwo(String line, String file, String remedy) {
        String[] args = Xdpscope.words(line.replace("HINTS", Xdpscope.HINTS).replace("OBJECT", OBJECT)
                .replace("CAPTURE", CAPTURE).replace("@", folder + "/"));
        expectProblem(Xdpscope.run(args), file, remedy);
    }

    private static void expectProblem(Xdpscope.Result result, String file, String remedy) {
        assertEquals(2, result.code(), result.out() + result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("xdpscope: ") && result.err().endsWith("\n"), result.err());
        assertFalse(result.err().contains("mistake in xdpscope") || result.err().contains("Exception"), result.err());
        for (String part : new String[]{file, remedy}) {
            assertTrue(part == null || result.err().contains(part), () -> part + " is not in: " + result.err());
        }
    }

    @Test
    void aCaptureOfFourGigabytesIsNotReadWhole() throws IOException {
        Path sparse = folder.resolve("sparse.pcap");
        Files.write(sparse, java.util.HexFormat.of().parseHex("d4c3b2a1020004000000000000000000ffff000001000000"));
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(4 * GIB + 24);
        }
        // Zeros are a record of no bytes every 16; the default takes all packets of a capture that is named by itself.
        expectProblem(Xdpscope.run("run", "--object", OBJECT, "--nic", "mlx5", "--packets", sparse.toString()),
                "sparse.pcap", "editcap");
        Path object = folder.resolve("sparse.o");
        try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
            file.setLength(4 * GIB);
        }
        expectProblem(Xdpscope.run("disasm", object.toString()), "sparse.o", "64 MiB");
        expectProblem(Xdpscope.run("run", object.toString()), "sparse.o", "larger than");
        expectProblem(Xdpscope.run("asm", object.toString()), "sparse.o", "16 MiB");
    }

    @Test
    void damagedObjectsNeverEndInAnythingElse() throws IOException {
        byte[] object = Files.readAllBytes(Path.of(OBJECT));
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = object.clone();
            for (int n = random.nextInt(1, 8); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Path file = folder.resolve("damaged.o");
            Files.write(file, damaged);
            for (List<String> command : List.of(List.of("disasm", file.toString()),
                    List.of("run", Xdpscope.HINTS, "--limit",
                            "2", "--object", file.toString()))) {
                Xdpscope.Result result = Xdpscope.run(command.toArray(String[]::new));
                assertFalse(result.err().contains("mistake in xdpscope"), result.err());
                assertTrue(result.code() == 0 || result.code() == 2 && result.err().lines().count() == 1, result.err());
            }
        }
    }

    @Test
    void controlCharactersOfAFileDoNotReachTheTerminal() throws IOException {
        byte[] object = Files.readAllBytes(Path.of(OBJECT));
        Path file = folder.resolve("escape.o");
        Files.write(file, renamed(object, "hints_to_metadata", "hints\u001b[2Jmetadata"));
        for (String command : new String[]{"disasm", "trace", "run"}) {
            String[] args = command.equals("disasm") ? new String[]{command, file.toString()}
                    : new String[]{command, Xdpscope.HINTS, "--limit", "1", "--object", file.toString()};
            Xdpscope.Result result = Xdpscope.run(args);
            assertFalse((result.out() + result.err()).contains("\u001b"), command);
        }
    }

    @Test
    void aNameAsLongAsItsFileIsNotRepeatedWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("long.json"), "{\"" + "x".repeat(1 << 20) + "\": 1}");
        Xdpscope.Result result = Xdpscope.run("run", file.toString());
        expectProblem(result, "long.json", "there is no member 'xxx");
        assertTrue(result.err().length() < 10_000, () -> result.err().length() + " characters");
    }

    @Test
    void debugShowsTheStack() {
        Xdpscope.Result result = Xdpscope.run("run", "--debug", folder.resolve("gone.json").toString());
        assertEquals(2, result.code());
        assertTrue(result.err().contains("\tat dev.xdpscope."), result.err());
    }
}
