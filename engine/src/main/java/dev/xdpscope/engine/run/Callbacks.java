package dev.xdpscope.engine.run;

import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.HelperStep;
import dev.xdpscope.engine.call.Repetition;
import dev.xdpscope.engine.memory.AccessException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Helpers that call BPF code back. A callback's frame lies on that of the helper's caller, whose {@link CallFrame} keeps what the
 * helper remembers; the helper goes on when the callback returns.
 */
final class Callbacks {
    private Callbacks() {}

    /** The call of such a helper; false if that ended the run. */
    static boolean begin(Machine m, Executable x, CallbackHelper helper) {
        if (x.codeIndex(m.r[CallbackHelper.FUNCTION]) < 0) {
            m.fault(new Fault(m.pc, helper.helper() + ": r" + CallbackHelper.FUNCTION + " holds no function's address",
                    "the address of a static function", OptionalLong.empty()));
            return false;
        }
        return go(m, helper, helper::begin);
    }

    /** Leaves a function; false if that ended the run. */
    static boolean leave(Machine m) {
        long r0 = m.r[0];
        Optional<CallFrame> caller = m.pop();
        if (caller.isEmpty() || caller.get().repetition().isEmpty()) {
            return caller.isPresent();
        }
        m.pc = caller.get().call();
        Repetition repetition = caller.get().repetition().get();
        return go(m, CallbackHelper.calledBy(m.executable().program().code().get(m.pc)).orElseThrow(),
                c -> repetition.after(c, r0));
    }

    private static boolean go(Machine m, CallbackHelper helper, Function<Caller, HelperStep> next) {
        try {
            switch (next.apply(m)) {
                case HelperStep.Return(long r0) -> {
                    m.r[0] = r0;
                    m.tell(new CallEvent.Returned(helper.helper(), r0));
                    m.pc++;
                    return true;
                }
                case HelperStep.Callback callback -> {
                    return enter(m, callback);
                }
            }
        } catch (AccessException e) {
            m.fault(new Fault(m.pc, helper.helper() + ": " + e.getMessage(), e.expected(),
                    OptionalLong.of(e.address())));
            return false;
        }
    }

    private static boolean enter(Machine m, HelperStep.Callback callback) {
        if (!m.push(m.executable().codeIndex(callback.function()), Optional.of(callback.then()))) {
            return false;
        }
        m.r[1] = callback.r1();
        m.r[2] = callback.r2();
        m.r[3] = callback.r3();
        m.r[4] = callback.r4();
        m.r[5] = 0;
        return true;
    }
}
