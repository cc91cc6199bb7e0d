package dev.xdpscope.engine.random;

/** What runs programs. */
@FunctionalInterface
interface Engine {
    Result run(RandomProgram program);
}
