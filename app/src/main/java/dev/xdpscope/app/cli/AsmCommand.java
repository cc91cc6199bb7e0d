package dev.xdpscope.app.cli;

import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code xdpscope asm}. */
@Command(name = "asm", description = "Assembles instructions written in the kernel's syntax.", footer = {"",
    "Prints the bytes of one instruction per line, as 'xdpscope exec' reads them.", "",
    "Examples:",
    "  printf 'r0 = 2\\nexit\\n' | xdpscope asm",
    "  xdpscope asm loop.s | xdpscope exec '01 02 03 04'"})
final class AsmCommand implements Callable<Integer> {
    private static final String REMEDY = "Write instructions as 'xdpscope disasm' prints them, one a line.";

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Text to assemble; standard input if - or left out.")
    private String file = "-";

    @Mixin
    private JsonOption json = new JsonOption();

    AsmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Insn> code = assemble(Input.text(file, terminal));
        if (json.json()) {
            terminal.line(JsonText.of(InsnListing.json(code)));
        } else {
            InsnListing.of(code).forEach(e -> terminal.line(HexText.spaced(e.bytes())));
        }
        return 0;
    }

    private List<Insn> assemble(String source) {
        Path name = file.equals("-") ? Input.STANDARD : Path.of(file);
        try {
            return Assembler.assemble(source, Symbols.NONE);
        } catch (ProblemException e) {
            throw Problems.in(name, e, REMEDY);
        }
    }
}
