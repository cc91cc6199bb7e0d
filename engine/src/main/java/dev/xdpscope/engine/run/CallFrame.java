package dev.xdpscope.engine.run;

import dev.xdpscope.engine.call.Repetition;
import java.util.Optional;

/**
 * A suspended caller.
 *
 * @param call index of the call instruction
 * @param r6 the caller's callee-saved registers, as are r7 to r9
 * @param repetition the helper that was called and that has called back what runs now
 */
public record CallFrame(int call, long r6, long r7, long r8, long r9, Optional<Repetition> repetition) {}
