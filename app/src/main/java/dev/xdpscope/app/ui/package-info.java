/**
 * The window: thin JavaFX views over the models of {@code dev.xdpscope.app.view}. Each pane is a small class that reads the
 * {@code Session} and redraws itself when told of a change; running a scenario is the only thing done off the toolkit's
 * thread. {@code Window} shows it on a display, {@code Snapshot} draws the same window into a picture without one.
 */
package dev.xdpscope.app.ui;
