/**
 * The one front door of the library: a scenario (NIC, configuration, program, access design, packets) goes in, its recording
 * comes out. The window, the command line and a driver developer's own test all go through here. Running is
 * deterministic: the same scenario gives the same recording.
 */
package dev.xdpscope.drivers.lab;
