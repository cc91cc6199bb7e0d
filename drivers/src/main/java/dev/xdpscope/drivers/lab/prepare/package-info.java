/**
 * From an object to the program that will run: which program is meant, what a kernel of the chosen release refuses of
 * it at loading, and the passes that turn its kfunc calls and context accesses into what the driver and the kernel have
 * for them.
 *
 * <p>{@link dev.xdpscope.drivers.lab.prepare.Preparation} is the list of passes, for each place where a program can
 * run; read it first. {@link dev.xdpscope.drivers.lab.prepare.KnownKfuncs} says what kfuncs there are, {@code
 * KfuncAnswers} and {@code NoDriver} what answers each: a new kfunc is added there, and no pass changes for it.
 */
package dev.xdpscope.drivers.lab.prepare;
