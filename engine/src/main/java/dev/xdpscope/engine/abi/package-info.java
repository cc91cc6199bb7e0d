/** Numbers that the kernel and its users agree on, whichever part of it gives them. */
package dev.xdpscope.engine.abi;
