/**
 * The one front door of the library: a scenario goes in, its recording comes out. The window, the command line and a driver
 * developer's own test all go through {@link dev.xdpscope.drivers.lab.Lab}. Running is deterministic: the same scenario gives the
 * same recording.
 *
 * <p>Behind the door the rooms are in the order of the story: {@code scenario} is what is wanted, {@code prepare} makes of an object
 * the program that will run, {@code host} takes packets through it, {@code result} is what one reads of it afterwards.
 * {@code author} is for those who write a NIC; {@code compare}, {@code generate} and {@code kernel} are built on the front door.
 *
 * <p>This package, {@code scenario}, {@code result} and {@code author} are the library, which docs/library.md promises and a test
 * of the architecture holds to; {@code prepare} and {@code host} are internal.
 */
package dev.xdpscope.drivers.lab;
