package dev.xdpscope.engine.problem;

/**
 * Something given to xdpscope cannot be used: what is wrong, where, and what to do about it. The only exception that
 * input (files, scenarios, command lines) may cause; a window or terminal shows {@link #getMessage()} as it is.
 */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Characters of a part of the message; what is longer quotes a name that may be as long as the file it stands in. */
    private static final int MOST = 2000;

    private final transient Place place;
    private final String what;
    private final String remedy;

    /**
     * @param place where the problem is
     * @param what what is wrong, a clause without full stop
     * @param remedy what to do next, a sentence; empty if there is nothing to say
     */
    public ProblemException(Place place, String what, String remedy) {
        super(compose(place, shortened(what), shortened(remedy)));
        this.place = place;
        this.what = shortened(what);
        this.remedy = shortened(remedy);
    }

    /** Where it is. */
    public Place place() {
        return place == null ? Place.NOWHERE : place;
    }

    /** What is wrong, in one line. */
    public String what() {
        return what;
    }

    /** What to do about it, in one line. */
    public String remedy() {
        return remedy;
    }

    /** The same problem at a place that is now known better, for example with the file's name added. */
    public ProblemException at(Place better) {
        ProblemException e = new ProblemException(better, what, remedy);
        e.initCause(this);
        return e;
    }

    private static String shortened(String part) {
        return part.length() <= MOST ? part : part.substring(0, MOST) + "…";
    }

    private static String compose(Place place, String what, String remedy) {
        String where = place.toString();
        return (where.isEmpty() ? "" : where + ": ") + what + (remedy.isEmpty() ? "" : ". " + remedy);
    }
}
