/**
 * BPF Type Format (the kernel's Documentation/bpf/btf.rst): C types, and the source lines and CO-RE records that
 * .BTF.ext ties to instructions. Types are immutable values that name each other by id; 0 is void. A {@link
 * dev.xdpscope.engine.object.btf.Btf} is checked when it is read, so that walking it always ends.
 */
package dev.xdpscope.engine.object.btf;
