/**
 * The simulated host and the ways of a packet through it. {@link dev.xdpscope.drivers.lab.host.SimulatedHost} is the machine with the
 * program's maps, the driver's structures and the buffers; {@link dev.xdpscope.drivers.lab.host.RedirectJourney} follows what a
 * program redirects, {@link dev.xdpscope.drivers.lab.host.StackJourney} what goes up the stack, and sockets get theirs in between.
 * Everything that happens is recorded; nothing here is read by people.
 */
package dev.xdpscope.drivers.lab.host;
