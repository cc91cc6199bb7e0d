/**
 * Compares a program's instructions after our passes with those that the kernel's verifier left. Both are written in the same
 * words, the verifier's inlined code is put back to the calls it stands for, rule by rule, and the rest is aligned. Whatever no
 * rule explains is a difference.
 */
package dev.xdpscope.engine.kernel.check;
