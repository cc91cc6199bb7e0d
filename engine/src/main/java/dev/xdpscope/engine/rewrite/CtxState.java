package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.call.CallbackHelper;
import java.util.Arrays;
import java.util.OptionalInt;

/** What r0–r9 and the 8-byte stack slots of the frames within reach hold before an instruction. */
final class CtxState {
    private static final int REGISTERS = 10;
    private static final int FRAME_POINTER = 10;
    private static final int SLOTS = 64;
    private static final int FIRST_ARGUMENT = 1;
    private static final int ARGUMENTS = 5;

    /** Registers, then the slots of each frame from r10-8 downwards, the outermost frame first. */
    private final CtxValue[] held;

    private CtxState(CtxValue[] held) {
        this.held = held;
    }

    /** Nothing known, one frame. */
    static CtxState unknown() {
        return new CtxState(unknown(REGISTERS + SLOTS));
    }

    private static CtxValue[] unknown(int size) {
        CtxValue[] held = new CtxValue[size];
        Arrays.fill(held, CtxValue.Kind.OTHER);
        return held;
    }

    CtxState copy() {
        return new CtxState(held.clone());
    }

    /** Number of the innermost frame. */
    int frame() {
        return (held.length - REGISTERS) / SLOTS - 1;
    }

    CtxValue register(int register) {
        return register == FRAME_POINTER ? new CtxValue.Stack(frame(), 0) : held[register];
    }

    void register(int register, CtxValue value) {
        held[register] = value;
    }

    /** What the slot at {@code address} holds; OTHER if that is no aligned slot. */
    CtxValue load(CtxValue.Stack address) {
        int slot = slot(address.frame(), address.off());
        return slot < 0 || address.off() % 8 != 0 ? CtxValue.Kind.OTHER : held[slot];
    }

    /** A store of {@code size} bytes; only a whole slot can keep {@code value}. */
    void store(CtxValue.Stack address, int size, CtxValue value) {
        int last = address.off() + size - 1;
        for (int off = address.off() & ~7; off <= last; off += 8) {
            int slot = slot(address.frame(), off);
            if (slot >= 0) {
                held[slot] = off == address.off() && size == 8 ? value : CtxValue.Kind.OTHER;
            }
        }
    }

    private int slot(int frame, int off) {
        return off < 0 && off >= -8 * SLOTS ? REGISTERS + frame * SLOTS + (-off + 7) / 8 - 1 : -1;
    }

    /** Takes in what {@code other}, of the same frames, holds; whether that changed anything. */
    boolean merge(CtxState other) {
        boolean changed = false;
        for (int i = 0; i < held.length; i++) {
            CtxValue merged = held[i].or(other.held[i]);
            changed |= !merged.equals(held[i]);
            held[i] = merged;
        }
        return changed;
    }

    /** What a subprogram called here begins with: the arguments, an empty frame, and the caller's if it gets addresses. */
    CtxState entered() {
        CtxValue[] entry = unknown(shares() ? held.length + SLOTS : REGISTERS + SLOTS);
        System.arraycopy(held, FIRST_ARGUMENT, entry, FIRST_ARGUMENT, ARGUMENTS);
        if (shares()) {
            System.arraycopy(held, REGISTERS, entry, REGISTERS, held.length - REGISTERS);
        }
        return new CtxState(entry);
    }

    /** This with the arguments that a helper called here gives the function that it calls back. */
    CtxState calledBack(CallbackHelper helper) {
        CtxState called = copy();
        for (int argument = FIRST_ARGUMENT; argument < FIRST_ARGUMENT + ARGUMENTS; argument++) {
            OptionalInt passed = helper.passed(argument);
            called.held[argument] = passed.isPresent() ? held[passed.getAsInt()] : CtxValue.Kind.OTHER;
        }
        return called;
    }

    /** As {@link #merge}, for the stack alone. */
    boolean mergeFrames(CtxState other) {
        CtxState frames = other.copy();
        System.arraycopy(held, 0, frames.held, 0, REGISTERS);
        return merge(frames);
    }

    /** Takes over what a subprogram called here left, {@code exit}: its result, and the caller's frames if it had them. */
    void returned(CtxState exit) {
        if (shares()) {
            System.arraycopy(exit.held, REGISTERS, held, REGISTERS, held.length - REGISTERS);
        }
        clobber();
        held[0] = exit.held[0].kind();
    }

    /** After any call, r0 to r5 hold something else. */
    void clobber() {
        Arrays.fill(held, 0, FIRST_ARGUMENT + ARGUMENTS, CtxValue.Kind.OTHER);
    }

    private boolean shares() {
        return Arrays.stream(held, FIRST_ARGUMENT, FIRST_ARGUMENT + ARGUMENTS)
                .anyMatch(CtxValue.Stack.class::isInstance);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CtxState other && Arrays.equals(held, other.held);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(held);
    }
}
