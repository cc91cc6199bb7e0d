/**
 * How the simulated host forwards packets: its devices with their addresses, its routes and its neighbours, and which route is
 * taken. All of it is a value; nothing changes while programs run.
 */
package dev.xdpscope.engine.route;
