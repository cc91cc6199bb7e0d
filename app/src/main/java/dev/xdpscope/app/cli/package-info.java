/**
 * The command line. {@link dev.xdpscope.app.cli.Cli} reads the arguments and runs one command; each command is a small
 * class that goes through {@code dev.xdpscope.drivers.lab} and prints what comes out, for people or as JSON. Results go
 * to standard output and everything else to standard error; a bad input is one line and exit code 2.
 */
package dev.xdpscope.app.cli;
