/**
 * Simulated NICs. A NIC is data: a folder with a {@code nic.json} that declares revisions, configuration, descriptor
 * layouts, the objects its driver keeps, kfunc bodies (C compiled to BPF) and unrollers. {@code Nics} loads a folder into
 * a {@code Nic}; configuring that gives a {@code Setup}: the hardware that turns frames into descriptors, and the driver
 * around them.
 */
package dev.xdpscope.drivers.nic;
