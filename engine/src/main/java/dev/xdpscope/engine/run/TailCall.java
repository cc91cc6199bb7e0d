package dev.xdpscope.engine.run;

import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.call.MapArgument;
import dev.xdpscope.engine.map.SlotMap;
import dev.xdpscope.engine.memory.AccessException;
import java.util.OptionalLong;

/**
 * {@code bpf_tail_call()}: goes on in another program with the frame and the context of this one. Where there is no program, or
 * after too many, the call does nothing (kernel/bpf/core.c, 6.12).
 */
final class TailCall {
    static final int HELPER = 12;

    /** MAX_TAIL_CALL_CNT, include/linux/bpf.h 6.12. */
    static final int MOST = 33;

    private static final long INDEX = 0xffff_ffffL;

    private TailCall() {}

    /** Arguments ctx, map, index; false if that ended the run. */
    static boolean run(Machine m, Executable x) {
        try {
            SlotMap programs = (SlotMap) MapArgument.of(m, 2, "bpf_tail_call");
            int entry = x.tailCalled(programs, m.r[3] & INDEX);
            if (entry < 0 || m.tailCalls == MOST) {
                m.pc++;
                return true;
            }
            m.tell(new CallEvent.TailCalled(programs.program(m.r[3] & INDEX).orElseThrow()));
            m.tailCalls++;
            m.pc = entry;
            return true;
        } catch (AccessException e) {
            m.fault(new Fault(m.pc, "bpf_tail_call: " + e.getMessage(), e.expected(), OptionalLong.of(e.address())));
            return false;
        }
    }
}
