/**
 * Where the program starts. {@link dev.xdpscope.app.Main} reads the command line and hands over to a command or to the
 * window. It does not extend JavaFX's {@code Application}, so that the JavaFX jars may lie on the class path.
 */
package dev.xdpscope.app;
