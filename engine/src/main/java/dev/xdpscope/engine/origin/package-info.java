/**
 * Where a value came from and where it goes: walks over a recording in both directions. The one backward ({@link
 * dev.xdpscope.engine.origin.OriginWalk}) leads from a register or bytes of memory at some position to what they were made of:
 * descriptor bits, packet bytes, map values, constants, the clock. The one forward ({@link
 * dev.xdpscope.engine.origin.EffectWalk}) leads to the instructions that use a value and to all that is made of it. What an
 * instruction makes of what is known to both from one place. Nothing is tagged while running; the walks execute the stretch
 * again and read what each step read and wrote.
 */
package dev.xdpscope.engine.origin;
