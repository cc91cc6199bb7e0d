/**
 * What the core puts around a driver's code so that hints survive into sk_buffs that are built of frames: proposals of 2022 and
 * 2025, none of them in any kernel.
 */
package dev.xdpscope.drivers.export;
