/**
 * For those who write a NIC: its kfuncs in a unit test, without a program around them. {@link
 * dev.xdpscope.drivers.lab.author.NicBench} loads the folder, takes raw descriptors or frames, and calls a kfunc as
 * the driver's C and as the code that the driver puts in its place:
 *
 * {@snippet lang = java :
 * NicBench bench = NicBench.of("mynic", Map.of("clock", "real-time"));
 *
 * bench.put(HexFormat.of().parseHex("78563412020100000000000000000000"));
 * KfuncResult.Returned hash = bench.called("bpf_xdp_metadata_rx_hash", 3).returned();
 * assertEquals(0, hash.errno());
 * assertEquals(0x12345678, hash.output(0, 4));
 *
 * assertEquals(Optional.empty(),
 *         bench.firstDifference("bpf_xdp_metadata_rx_hash", 3, bench.randomDescriptors(1, 10_000)));
 * }
 *
 * <p>Nothing here needs a test library. What is wrong with the folder or the request is a {@link
 * dev.xdpscope.engine.problem.ProblemException}; code that is stopped is a {@link
 * dev.xdpscope.drivers.lab.author.KfuncResult.Faulted}, which says where. Whole programs on packets are the business
 * of {@link dev.xdpscope.drivers.lab.Lab}.
 */
package dev.xdpscope.drivers.lab.author;
