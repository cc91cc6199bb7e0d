package dev.xdpscope.engine.random;

/**
 * A static function of a random program.
 *
 * @param level the least depth at which it runs: it calls those of higher levels
 * @param context whether its first argument is the context
 * @param parameters how many numbers it gets
 * @param moves whether it moves an end of the packet, after which pointers into it are no good
 */
record Subprogram(String name, int level, boolean context, int parameters, boolean moves) {}
