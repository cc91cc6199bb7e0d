/**
 * From an object to the program that will run: which program is meant, what a kernel of the chosen release refuses of it at
 * loading, and the passes that turn its kfunc calls and context accesses into what the driver and the kernel have for them
 * ({@link dev.xdpscope.drivers.lab.prepare.Preparation} is their list).
 */
package dev.xdpscope.drivers.lab.prepare;
