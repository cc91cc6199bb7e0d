/**
 * One program on many NICs, side by side. {@link dev.xdpscope.drivers.lab.compare.Comparison} is the way in: a scenario and
 * what is to vary go in; what each combination gave, and where that differs, comes out.
 */
package dev.xdpscope.drivers.lab.compare;
