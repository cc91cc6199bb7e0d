/**
 * BPF maps. A map's whole state (values, keys, hash index) lies in regions of the simulated memory, so that a snapshot of
 * the memory is a snapshot of the maps. Error codes and flags are those of kernel/bpf/{arraymap,hashtab}.c (6.12).
 */
package dev.xdpscope.engine.map;
