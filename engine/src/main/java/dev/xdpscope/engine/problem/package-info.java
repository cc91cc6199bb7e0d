/**
 * Problems with what the user gave: what, where, remedy. Every reader of files throws {@link
 * dev.xdpscope.engine.problem.ProblemException} and nothing else for bad input. Faults of a running program are not
 * problems; they are outcomes ({@code dev.xdpscope.engine.run.Outcome}).
 */
package dev.xdpscope.engine.problem;
