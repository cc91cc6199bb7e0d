/**
 * Passes: the steps on a program's way from the object to what runs. A {@link dev.xdpscope.engine.rewrite.Pass} is a
 * value. It takes an immutable program and gives a new one, with an origin for every instruction. There are three
 * kinds: {@link dev.xdpscope.engine.rewrite.KfuncExpansion} puts the driver's instructions in place of kfunc calls,
 * {@link dev.xdpscope.engine.rewrite.KfuncBinding} says who answers the calls that stay and appends the bodies that
 * they enter, and {@link dev.xdpscope.engine.rewrite.CtxRewrite} turns accesses to the context into what the kernel's
 * structures have for them ({@link dev.xdpscope.engine.rewrite.SkbRewrite} at tc).
 *
 * <p>Two passes make one, and any form in between is found by the name of the pass that made it:
 *
 * {@snippet file="dev/xdpscope/engine/rewrite/PassTest.java" region="compose"}
 *
 * <p>All of them leave the same work to {@code Edit}, which replaces instructions and keeps jumps, functions and source
 * lines right, and to {@code Appendix}, which appends functions. A pass of one's own says in {@link
 * dev.xdpscope.engine.rewrite.Pass#names()} what its forms are called, and in {@link
 * dev.xdpscope.engine.rewrite.Pass#apply} gives the program itself if there is nothing to do.
 */
package dev.xdpscope.engine.rewrite;
