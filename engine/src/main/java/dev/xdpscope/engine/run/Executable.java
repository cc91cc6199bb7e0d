package dev.xdpscope.engine.run;

import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.Helper;
import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.map.SlotMap;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A program made ready to run in one memory: its slots as the encoded fields the interpreter switches on, 64-bit immediates
 * resolved to addresses, calls bound.
 */
public final class Executable {
    final byte[] opcode;
    final byte[] dst;
    final byte[] src;
    final short[] off;
    /** Immediate, sign-extended; for a 64-bit immediate load the value or address. */
    final long[] imm;
    /** Whether the slot is kernel code. */
    final boolean[] kernel;

    private final boolean[] kernelFunction;
    private final Program program;
    private final Maps maps;
    private final Calls calls;

    private Executable(Program program, Maps maps, Calls calls) {
        this.program = program;
        this.maps = maps;
        this.calls = calls;
        int n = program.code().size();
        opcode = new byte[n];
        dst = new byte[n];
        src = new byte[n];
        off = new short[n];
        imm = new long[n];
        kernel = new boolean[n];
        kernelFunction = new boolean[n];
    }

    /**
     * Prepares {@code program}.
     *
     * @param maps the program's maps, in the order of its map table
     */
    public static Executable of(Program program, Maps maps, Calls calls) {
        Executable e = new Executable(program, maps, calls);
        List<Insn> code = program.code();
        ByteBuffer slots = ByteBuffer.wrap(Encoder.encode(code)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < code.size(); i++) {
            e.opcode[i] = slots.get(i * 8);
            byte registers = slots.get(i * 8 + 1);
            e.dst[i] = (byte) (registers & 0xf);
            e.src[i] = (byte) (registers >> 4 & 0xf);
            e.off[i] = slots.getShort(i * 8 + 2);
            e.imm[i] = code.get(i) instanceof Insn.LoadImm64 load ? e.wide(load.value(), i) : slots.getInt(i * 8 + 4);
            Origin origin = program.origins().get(i);
            e.kernel[i] = origin.kernelCode();
            e.kernelFunction[i] = origin.insn() < 0;
        }
        return e;
    }

    private long wide(Imm64 value, int at) {
        return switch (value) {
            case Imm64.Value v -> v.value();
            case Imm64.MapFd m when known(m.map()) -> maps.get(m.map()).handle().address(0);
            case Imm64.MapValue m when known(m.map()) -> maps.get(m.map()).values().address(m.offset());
            case Imm64.Code c -> Memory.codeAddress(at + 1 + c.off());
            // Nothing is at these; using them is a fault that names the address.
            case Imm64.MapFd m -> 0;
            case Imm64.MapValue m -> 0;
            case Imm64.Variable v -> 0;
            case Imm64.MapIndex m -> 0;
            case Imm64.MapIndexValue m -> 0;
        };
    }

    private boolean known(int map) {
        return map >= 0 && map < maps.all().size();
    }

    /** Where the program under an index of a prog_array begins, or -1. */
    int tailCalled(SlotMap programs, long index) {
        return programs.program(index).flatMap(name -> program.functions().stream()
                .filter(f -> (f.kind() == ProgramFunction.Kind.MAIN || f.kind() == ProgramFunction.Kind.TAIL_CALLED)
                        && f.name().equals(name))
                .findFirst()).map(ProgramFunction::start).orElse(-1);
    }

    /** The instruction a code address stands for, or -1. */
    int codeIndex(long address) {
        int index = Memory.codeIndex(address).orElse(-1);
        return index < opcode.length ? index : -1;
    }

    /** Whether an instruction is in a function of the kernel, and not in one of the user's, put there by a pass or not. */
    boolean kernelFunction(int insn) {
        return insn >= 0 && insn < kernelFunction.length && kernelFunction[insn];
    }

    public Program program() {
        return program;
    }

    public Maps maps() {
        return maps;
    }

    Optional<Calls.Named> helper(int id) {
        return calls.helper(id);
    }

    Optional<Calls.Named> helperByRegister(long value) {
        return calls.helperByRegister(value);
    }

    Optional<Kfunc> kfunc(long index) {
        List<Kfunc> table = program.kfuncs();
        return index >= 0 && index < table.size() ? Optional.of(table.get((int) index)) : Optional.empty();
    }

    Optional<Helper> nativeKfunc(String name) {
        return calls.kfunc(name);
    }
}
