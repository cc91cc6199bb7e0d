/**
 * Running a program: {@code Executable} is a program made ready for one memory, {@code Machine} the registers, call frames
 * and memory, {@code Interpreter} the loop over opcodes. A run ends in an {@code Outcome}: a result or a fault, never an
 * exception.
 */
package dev.xdpscope.engine.run;
