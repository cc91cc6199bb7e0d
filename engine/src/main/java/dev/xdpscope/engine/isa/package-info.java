/**
 * The eBPF instruction set (RFC 9669 and the kernel's load-acquire/store-release): instructions as immutable values,
 * and four translations: {@code Decoder} and {@code Encoder} for the 8-byte little-endian form, {@code Disassembler} and
 * {@code Assembler} for the kernel's own text syntax. Nothing here knows how an instruction is executed.
 */
package dev.xdpscope.engine.isa;
