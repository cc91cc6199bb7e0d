/**
 * Where a value came from: a backward walk over a recording, from a register or bytes of memory at some position to what it
 * was made of: descriptor bits, packet bytes, map values, constants, the clock. Nothing is tagged while running; the walk
 * executes the stretch again and reads what each step read and wrote.
 */
package dev.xdpscope.engine.origin;
