package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;

/** That tags of a protocol, such as 0x8100, are taken out of the frame in some configurations. */
record StripSpec(int tpid, When when) {}
