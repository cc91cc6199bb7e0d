package dev.xdpscope.engine.program;

/** The passes a program goes through, in this order. */
public enum PassName {
    /** As clang wrote it. */
    OBJECT,
    /** Maps, data, subprograms and kfuncs have been given their table indexes. */
    RELOCATION,
    /** A kfunc call has been replaced by the driver's instructions. */
    KFUNC_EXPANSION,
    /**
     * Kfuncs have been bound; a body (driver C compiled to BPF) has been appended as a function that the call enters.
     */
    KFUNC_LINK,
    /** An xdp_md access has been turned into loads from xdp_buff and what it points to. */
    CTX_REWRITE
}
