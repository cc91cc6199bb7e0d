package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.problem.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads instructions from their 8-byte little-endian form: everything in RFC 9669 (clang's {@code -mcpu} v1 to v4), the
 * kernel's load-acquire and store-release, and {@code callx}.
 *
 * <p>What the kernel refuses when it looks at an instruction alone is refused here as well: unknown opcodes, registers
 * above r10, writes to r10, and fields that the opcode does not use and that are not zero. Whether a program makes
 * sense is the verifier's question.
 */
public final class Decoder {
    /** The verifier's own register, BPF_REG_AX. */
    private static final int LAST_TRANSLATED_REGISTER = 11;

    /** The source field of a 64-bit immediate load of a subprogram's address. */
    private static final int CODE_ADDRESS = 4;

    private Decoder() {}

    /**
     * A linked program.
     *
     * @return one element per 8-byte slot
     * @throws MalformedInsnException if a slot is no valid instruction or a jump or call leaves the program
     */
    public static List<Insn> decode(byte[] code) {
        return decode(code, Place.NOWHERE);
    }

    /** As {@link #decode(byte[])}; problems are reported at {@code place}. */
    public static List<Insn> decode(byte[] code, Place place) {
        List<Insn> insns = decodeUnchecked(code, place);
        checkTargets(insns, place);
        return insns;
    }

    /**
     * A section of an object file that is not linked yet. Jumps and calls may lead anywhere: before relocation the
     * offset of a call is relative to a symbol or -1. Call {@link #checkTargets(List)} when the program is complete.
     *
     * @throws MalformedInsnException if a slot is no valid instruction
     */
    public static List<Insn> decodeUnchecked(byte[] code, Place place) {
        int slots = code.length / Slot.BYTES;
        int rest = code.length % Slot.BYTES;
        if (rest != 0) {
            throw new MalformedInsnException(place, slots, "only " + rest + " bytes at the end", "8-byte slots");
        }
        ByteBuffer in = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        List<Insn> insns = new ArrayList<>(slots);
        while (in.hasRemaining()) {
            SlotDecoder decoder = new SlotDecoder(Slot.read(in), place, insns.size());
            if (decoder.isLoadImm64()) {
                if (!in.hasRemaining()) {
                    throw new MalformedInsnException(place, insns.size(), "the end of the code",
                            "the second slot of a 64-bit immediate load");
                }
                insns.add(decoder.loadImm64(Slot.read(in)));
                insns.add(new Insn.SecondSlot());
            } else {
                insns.add(decoder.decode());
            }
        }
        return List.copyOf(insns);
    }

    /**
     * One instruction of a program that a kernel has loaded, as it shows them ({@code bpf_prog_info.xlated_prog_insns}). They may
     * use r11, and calls and addresses of subprograms have the distance where others have an offset, besides the subprogram's
     * number ({@code jit_subprogs()}, kernel/bpf/verifier.c, 6.18).
     *
     * @param code one slot, or the two of a 64-bit immediate load
     * @throws MalformedInsnException if it is no valid instruction even so
     */
    public static Insn decodeTranslated(byte[] code) {
        ByteBuffer in = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        Slot slot = Slot.read(in);
        boolean local = slot.code() == (Opcode.JMP | Opcode.CALL) && slot.src() == Opcode.CALL_LOCAL;
        SlotDecoder decoder = new SlotDecoder(local ? new Slot(slot.code(), 0, slot.src(), 0, slot.off()) : slot,
                Place.NOWHERE, 0, LAST_TRANSLATED_REGISTER);
        if (!decoder.isLoadImm64()) {
            return decoder.decode();
        }
        Slot second = Slot.read(in);
        return decoder.loadImm64(slot.src() == CODE_ADDRESS ? new Slot(0, 0, 0, 0, 0) : second);
    }

    /**
     * Checks that every jump, local call and subprogram address leads to an instruction of {@code program}, and not to
     * the second half of a 64-bit immediate load.
     *
     * @throws MalformedInsnException at the first that does not
     */
    public static void checkTargets(List<Insn> program) {
        checkTargets(program, Place.NOWHERE);
    }

    /** As {@link #checkTargets(List)}; problems are reported at {@code place}. */
    public static void checkTargets(List<Insn> program, Place place) {
        for (int i = 0; i < program.size(); i++) {
            switch (program.get(i)) {
                case Insn.Jump jump -> checkTarget(program, place, i, "a jump", jump.off());
                case Insn.Goto jump -> checkTarget(program, place, i, "a jump", jump.off());
                case Insn.CallLocal call -> checkTarget(program, place, i, "a call", call.off());
                // As in the kernel (add_subprog_and_kfunc), the offset counts from the slot after the first.
                case Insn.LoadImm64(int dst, Imm64.Code(int off)) ->
                        checkTarget(program, place, i, "a subprogram address", off);
                default -> {}
            }
        }
    }

    private static void checkTarget(List<Insn> program, Place place, int index, String what, int off) {
        long target = index + 1L + off;
        if (target < 0 || target >= program.size()) {
            throw new MalformedInsnException(place, index, what + " to instruction " + target,
                    "one from 0 to " + (program.size() - 1));
        }
        if (program.get((int) target) instanceof Insn.SecondSlot) {
            throw new MalformedInsnException(place, index,
                    what + " to instruction " + target + ", the second slot of a 64-bit immediate load",
                    "the start of an instruction");
        }
    }
}
