/**
 * Unrolling: what a driver puts in place of a kfunc call. A builder writes it with the fields of layouts and structures in
 * place of offsets; a template is the same as text, among instructions in the kernel's assembly syntax, or consists of the
 * kernel's instruction macros. Against one driver's types and layouts it gives the instructions, and anything that breaks the
 * rules for unrolled code is refused.
 */
package dev.xdpscope.drivers.unroll;
