/**
 * Unrolling: what a driver puts in place of a kfunc call. A template is text in the kernel's assembly syntax that uses the
 * names of structures and descriptor fields where numbers would be; assembling it against one driver's types and one layout
 * gives the instructions, and anything that breaks the rules for unrolled code is refused.
 */
package dev.xdpscope.drivers.unroll;
