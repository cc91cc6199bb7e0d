/**
 * What is to be run: a {@link dev.xdpscope.drivers.lab.scenario.Scenario} says with what device, program, packets and kernel, and what
 * gets the packets past the program. It is a value, read of a file by {@link dev.xdpscope.drivers.lab.scenario.ScenarioFile} and
 * changed by a {@code Change}; nothing here opens an object or a capture.
 */
package dev.xdpscope.drivers.lab.scenario;
