/**
 * What one reads of a run: a {@link dev.xdpscope.drivers.lab.result.ScenarioRecording} with the result of each packet, its hops past
 * the program, events, sk_buff fields with their origin, and coordinates that name any moment. All of it is a reading of the engine's
 * recording, and nothing here changes it.
 */
package dev.xdpscope.drivers.lab.result;
