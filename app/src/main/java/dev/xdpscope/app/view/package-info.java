/**
 * What the window shows, without a toolkit: the {@code Session} holds what is open and where the reader is in it, and each
 * pane has a model that turns a moment of the recording into rows. Everything here is a read of a recording and is computed
 * only for what is looked at. Not thread-safe: use from one thread.
 */
package dev.xdpscope.app.view;
