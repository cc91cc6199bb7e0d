package dev.xdpscope.engine.call;

/** A helper or native kfunc: reads its arguments from the caller and gives the value of r0. */
@FunctionalInterface
public interface Helper {
    long call(Caller caller);
}
