/**
 * Writes what {@code dev.xdpscope.engine.object} reads: relocatable BPF ELF files (System V ABI; the kernel's
 * Documentation/bpf/llvm_reloc.rst) with BTF and .BTF.ext (Documentation/bpf/btf.rst), so that a program can be made where
 * there is no compiler. Everything is little-endian. The result is the same bytes for the same calls.
 */
package dev.xdpscope.engine.object.write;
