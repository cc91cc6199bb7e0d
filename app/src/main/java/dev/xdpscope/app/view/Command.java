package dev.xdpscope.app.view;

/** The ways to move through a recording. */
public enum Command {
    INTO("Step into", "one instruction on, into calls and expansions"),
    BACK("Step back", "one instruction back"),
    OVER("Step over", "past the whole of a call or expansion"),
    BACK_OVER("Step back over", "back before the whole of a call or expansion"),
    OUT("Step out", "on to the end of the function, kfunc body or expansion"),
    BACK_OUT("Step back out", "back to the call that led here"),
    CONTINUE("Continue", "on to the next breakpoint or fault, or to the end"),
    REVERSE_CONTINUE("Reverse continue", "back to the previous breakpoint or fault, or to the beginning"),
    FIRST("Beginning", "the first moment of the recording"),
    LAST("End", "the last moment of the recording"),
    NEXT_PACKET("Next packet", "the first instruction of the next packet"),
    PREVIOUS_PACKET("Previous packet", "the first instruction of this packet, or of the one before");

    private final String title;
    private final String about;

    Command(String title, String about) {
        this.title = title;
        this.about = about;
    }

    public String title() {
        return title;
    }

    public String about() {
        return about;
    }
}
