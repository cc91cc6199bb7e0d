package dev.xdpscope.app.view;

/** How something is related to what is selected. */
public enum Mark {
    /** It is what is selected. */
    SELF,
    /** The selected value was made of it, or by it. */
    CAUSE,
    /** It holds, or is given, a value made of the selected one. */
    EFFECT
}
