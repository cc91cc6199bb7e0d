/**
 * A small reader of relocatable 64-bit little-endian BPF ELF files (System V ABI; the kernel's
 * Documentation/bpf/llvm_reloc.rst for relocation types). Every read is bounds-checked; damaged files give an
 * {@link dev.xdpscope.engine.object.elf.ElfException} and nothing else. It knows sections, symbols and relocations, and
 * nothing of what they mean to BPF.
 */
package dev.xdpscope.engine.object.elf;
