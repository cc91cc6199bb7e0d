/**
 * CO-RE: finds in a target's types what an object's access meant in its own, and what number the instruction then
 * needs. The rules are those of libbpf 1.x (src/relo_core.c): match by name without flavour, check compatibility,
 * refuse ambiguity, poison what has no match.
 */
package dev.xdpscope.engine.object.core;
