/**
 * Simulated NICs. A NIC is data: a folder with a {@code nic.json} that declares revisions, configuration, descriptor
 * layouts, the objects its driver keeps, kfunc bodies (C compiled to BPF) and unrollers. {@link dev.xdpscope.drivers.nic.Nics} loads a
 * folder into a {@link dev.xdpscope.drivers.nic.Nic}; configuring that gives a {@link dev.xdpscope.drivers.nic.ConfiguredNic}: the
 * hardware that turns frames into descriptors, and the driver around them.
 *
 * <p>Where one looks:
 * <ul>
 * <li>the folder and how it is read: {@code NicFiles}, {@code NicReader} and the other classes named {@code …Reader}; what they
 *     read, as declared: {@code …Spec}, {@code Implementation}, {@code Recipe};
 * <li>what can be chosen: {@code Configuration}, {@code Revision}, {@code Switch}, {@code Values}, {@code Alternatives};
 * <li>the hardware: {@code Hardware} and {@code SimulatedHardware}; what it knows of a packet, {@code Fact}, {@code FrameFacts},
 *     {@code FlowHash}, {@code Ptp}; how that becomes numbers in a descriptor, {@code Evaluator}, and back,
 *     {@code DescriptorFacts}; its clock, {@code Clock}, {@code Phc}; {@code Compression} and {@code Buffers};
 * <li>the driver: {@code Driver} with its structures in memory, {@code DriverState}, {@code DriverCalls}, {@code DeviceRegisters},
 *     {@code ScratchArea}; what it puts in place of calls, {@code Unroller}, {@code Unrolling};
 * <li>what is told of it: {@code Hint}, {@code Feature}, {@code ReportedFeatures}, {@code MetadataFate}.
 * </ul>
 */
package dev.xdpscope.drivers.nic;
