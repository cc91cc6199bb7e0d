package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Stage;

/**
 * Something that happened to a packet.
 *
 * @param at the moment; what hardware and driver do before the program carry the program's first position
 * @param packet index of the packet
 * @param text one line for the reader
 */
public record Event(Position at, int packet, Stage stage, Kind kind, String text) {
    /** What happened. */
    public enum Kind {
        FRAME,
        DESCRIPTOR,
        XDP_BUFF,
        KFUNC,
        MAP,
        SENT,
        TAIL_CALL,
        PRINT,
        VERDICT,
        PROGRAM,
        XDP_FRAME,
        AF_XDP,
        TRANSMITTED,
        SKB,
        GRO,
        ENDED,
        HINT_LOST,
        FAULT
    }
}
