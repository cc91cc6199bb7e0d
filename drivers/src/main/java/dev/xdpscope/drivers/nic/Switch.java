package dev.xdpscope.drivers.nic;

/**
 * A switch of the configuration.
 *
 * @param name for example {@code rxhash}
 * @param values what it can be set to
 * @param initial its value if nobody sets it
 * @param about one or two sentences for the reader
 * @param setBy what sets it on a real machine, for example {@code ethtool -K DEV rxhash on|off}; may be empty
 */
public record Switch(String name, Values values, String initial, String about, String setBy) {}
