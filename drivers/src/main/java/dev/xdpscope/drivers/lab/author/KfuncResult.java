package dev.xdpscope.drivers.lab.author;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.run.Fault;
import java.util.HexFormat;
import java.util.Optional;

/** What a kfunc's code did, called or unrolled. */
public sealed interface KfuncResult {
    /** How many outputs there is room for: the kfunc's second and third parameter point to them. */
    int OUTPUTS = 2;

    /** Bytes of room for an output. */
    int OUTPUT = 8;

    /** What an output's bytes hold that nobody has written. */
    byte UNTOUCHED = 0x5a;

    /**
     * It returned.
     *
     * @param r0 all 64 bits
     * @param outputs what the kfunc's second and third parameter point to, 8 bytes each as they lie in memory, in
     *     hexadecimal; {@code 5a} where nothing was written
     */
    record Returned(long r0, String outputs) implements KfuncResult {
        /** What a kfunc of {@code mainline} returns: 0 or a negative error code such as -61, -ENODATA. */
        public int errno() {
            return (int) r0;
        }

        /**
         * An output as a little-endian number, unsigned.
         *
         * @param index 0 for what the second parameter points to, 1 for the third
         * @param size its bytes: 1 to 8
         */
        public long output(int index, int size) {
            byte[] bytes = HexFormat.of().parseHex(outputs);
            long value = 0;
            for (int i = size - 1; i >= 0; i--) {
                value = value << 8 | bytes[index * OUTPUT + i] & 0xff;
            }
            return value;
        }

        /** Whether none of the outputs' bytes was changed. */
        public boolean untouched() {
            return outputs.equals(HexFormat.of().toHexDigits(UNTOUCHED).repeat(OUTPUTS * OUTPUT));
        }

        @Override
        public String toString() {
            return "r0 = 0x%x, outputs %s %s".formatted(r0, outputs.substring(0, 2 * OUTPUT),
                    outputs.substring(2 * OUTPUT));
        }
    }

    /**
     * It was stopped.
     *
     * @param fault why; its instruction counts in the program around the code
     * @param place the function of the driver or the expansion, and the instruction of it
     * @param instruction the instruction, in the kernel's assembly syntax
     * @param line of the driver's C; empty in unrolled code
     */
    record Faulted(Fault fault, Place place, String instruction, Optional<Line> line) implements KfuncResult {
        static Faulted of(Program program, Fault fault) {
            int at = fault.insn();
            Origin origin = program.origins().get(at);
            boolean expansion = origin.pass() == PassName.KFUNC_EXPANSION;
            ProgramFunction function = program.function(at).orElseThrow();
            Optional<Line> line = program.line(at);
            Place place = Place.NOWHERE.section(expansion ? "expansion: " + origin.why() : function.name())
                    .insn(expansion ? Math.max(0, origin.step()) : at - function.start());
            return new Faulted(fault, place, Disassembler.text(program.code().get(at)), line);
        }

        @Override
        public String toString() {
            return "fault in " + place + ", " + instruction
                    + line.map(l -> ", " + l.file() + ":" + l.line() + " " + l.text().strip()).orElse("") + ": "
                    + fault.what() + "; expected " + fault.expected();
        }
    }

    /**
     * The result where there has to be one.
     *
     * @throws AssertionError if the code was stopped; the message says where and why
     */
    default Returned returned() {
        return switch (this) {
            case Returned returned -> returned;
            case Faulted faulted -> throw new AssertionError(faulted.toString());
        };
    }
}
