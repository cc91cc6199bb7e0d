/**
 * The command line. {@link dev.xdpscope.app.cli.Cli} reads the arguments and runs one command; each command is a small
 * class that goes through {@code dev.xdpscope.drivers.lab} and prints what comes out, for people or as JSON. Results go
 * to standard output and everything else to standard error; a bad input is one line and exit code 2.
 *
 * <p>Where one looks:
 * <ul>
 * <li>the commands: classes named {@code …Command}, listed in {@code Cli};
 * <li>their common options: {@code ScenarioOptions}, {@code NicOptions}, {@code LoadOptions}, {@code JsonOption},
 *     {@code Expectation}, and the words that they take, {@code …Converter};
 * <li>what they print for people: {@code …Text} and {@code …Listing}, made of {@code Table}, {@code Style} and {@code Terminal};
 *     for programs: {@code …Json}, made of {@code JsonNodes} and {@code JsonText};
 * <li>the terminal and files: {@code StandardOutput}, {@code Input}, {@code OutputFiles}, {@code Plain}, {@code Environment};
 * <li>the window, as far as it is known here: {@code DesktopWindow}.
 * </ul>
 */
package dev.xdpscope.app.cli;
