/**
 * What a program can call that is not BPF code: helpers by id and native kfuncs by name, and the small part of the kernel
 * they work on (clock, random numbers, pending redirect, trace pipe). Each is a function of the machine's state alone, so
 * that running again gives the same result.
 */
package dev.xdpscope.engine.call;
