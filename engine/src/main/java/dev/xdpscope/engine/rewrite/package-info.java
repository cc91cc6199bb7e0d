/**
 * Passes: each takes an immutable program and gives a new one with an origin for every instruction. {@code Edit} replaces
 * instructions and keeps jumps, functions and source lines right; the passes say what is replaced by what: kfunc calls by
 * the driver's instructions, xdp_md accesses by loads from xdp_buff, unbound kfuncs by bodies.
 */
package dev.xdpscope.engine.rewrite;
