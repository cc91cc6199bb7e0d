package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.record.Position;

/**
 * A hint that a program asked for, and what it got: of the driver's function, of the code in place of the call, or of
 * the kernel's stub where the driver has nothing.
 *
 * @param at the moment before the call
 * @param answer as the program has it. Generation {@code rfc} has no error codes: where it gives 0 in place of a
 *     value the result is 0 too and there are no values
 */
public record ReceivedHint(Position at, HintResult answer) {}
