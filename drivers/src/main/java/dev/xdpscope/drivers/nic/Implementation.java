package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;

/**
 * A driver's function for a kfunc, as declared.
 *
 * @param when the configurations in which the driver has it
 * @param function of the driver's object
 */
record Implementation(When when, String function) {}
