package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LLVM reads the bytes that the encoder writes as the instruction they were made from. */
class LlvmDifferentialTest {
    /** What LLVM prints after a jump's distance, {@code <.text+0x18>}. */
    private static final Pattern TARGET = Pattern.compile(" <[^<> ]+>$");
    private static final Pattern EXCHANGE =
            Pattern.compile("(cmpxchg|xchg)(?:_64|32_32)\\(r(\\d+) ([+-] \\w+), (.*)\\)");

    @TempDir
    Path directory;

    @Test
    void llvmReadsWhatTheEncoderWrites() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed("clang-19") && installed("llvm-objdump-19"),
                "clang-19 and llvm-objdump-19 are not installed: the encoder is not compared with LLVM");
        InsnGenerator generator = new InsnGenerator(new Random(7));
        List<Insn> code = Stream.generate(generator::insn)
                .filter(LlvmDifferentialTest::isKnownToLlvm19)
                .limit(6_000)
                .flatMap(insn -> insn.slots() == 2 ? Stream.of(insn, new Insn.SecondSlot()) : Stream.of(insn))
                .toList();
        String text = disassemble(code).stream()
                .map(LlvmDifferentialTest::kernelSyntax)
                .collect(Collectors.joining("\n"));
        List<Insn> read = Assembler.assemble(text, Symbols.NONE);
        assertEquals(code.size(), read.size());
        for (int i = 0; i < code.size(); i++) {
            assertEquals(code.get(i), read.get(i), "instruction " + i);
        }
    }

    /** Leaves out what LLVM 19 does not know (load-acquire) or prints without all of its fields. */
    private static boolean isKnownToLlvm19(Insn insn) {
        return switch (insn) {
            case Insn.LoadAcquire load -> false;
            case Insn.StoreRelease store -> false;
            case Insn.CallLocal call -> false;
            case Insn.CallKfunc call -> false;
            case Insn.LoadPacket(Size size, int index, int imm) -> index == -1 || imm == 0;
            case Insn.LoadImm64(int dst, Imm64 value) -> value instanceof Imm64.Value;
            default -> true;
        };
    }

    private List<String> disassemble(List<Insn> code) throws IOException, InterruptedException {
        Path source = directory.resolve("code.s");
        Path object = directory.resolve("code.o");
        StringBuilder words = new StringBuilder(".text\n");
        ByteBuffer bytes = ByteBuffer.wrap(Encoder.encode(code)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            words.append(".8byte 0x").append(Long.toHexString(bytes.getLong())).append('\n');
        }
        Files.writeString(source, words);
        run("clang-19", "-target", "bpfel", "-c", source.toString(), "-o", object.toString());
        return run("llvm-objdump-19", "--mcpu=v4", "--no-show-raw-insn", "-d", object.toString()).lines()
                .filter(line -> line.matches(" *\\d+:\t.*"))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .toList();
    }

    /** LLVM writes 32-bit registers where memory is accessed, and other names for the exchanging atomics. */
    private static String kernelSyntax(String line) {
        String text = TARGET.matcher(line).replaceFirst("");
        boolean wide = text.contains("_64(") || text.contains("(u64 *)");
        boolean memory = text.contains(" *)") || text.contains("xchg");
        text = memory ? text.replaceAll("\\bw(\\d)", "r$1") : text;
        text = EXCHANGE.matcher(text).replaceFirst("atomic" + (wide ? "64" : "") + "_$1((u" + (wide ? 64 : 32)
                + " *)(r$2 $3), $4)");
        return wide ? text.replace("atomic_fetch", "atomic64_fetch") : text;
    }

    private static boolean installed(String tool) throws InterruptedException {
        try {
            run(tool, "--version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }
}
