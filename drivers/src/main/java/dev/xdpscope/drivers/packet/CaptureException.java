package dev.xdpscope.drivers.packet;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;

/** A capture file cannot be used. The place has the file and, where one is known, the byte offset in it. */
public final class CaptureException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public CaptureException(Place place, String what, String remedy) {
        super(place, what, remedy);
    }
}
