package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a program got of the hints it asked for. */
final class ProgramHints {
    /** The result of all calls that did not fail. */
    private static final int SUCCESS = 0;

    private final Recording recording;

    ProgramHints(Recording recording) {
        this.recording = recording;
    }

    /**
     * The hints that a run asked for, in order; those that a call was on the way for when the run was stopped are not
     * among them.
     */
    List<ReceivedHint> of(Run run) {
        List<ReceivedHint> received = new ArrayList<>();
        for (MadeCall call : MadeCall.of(recording, run)) {
            called(run.program(), call.insn()).filter(kfunc -> call.after().step() < run.steps())
                    .flatMap(kfunc -> answer(kfunc, call))
                    .ifPresent(answer -> received.add(new ReceivedHint(call.before(), answer)));
        }
        return received;
    }

    /** The kfunc that is called by instruction {@code insn}, or was before code was put in its place. */
    private static Optional<Kfunc> called(Program program, int insn) {
        Origin origin = program.origins().get(insn);
        if (origin.kernelCode()) {
            return program.before().flatMap(before -> called(before, origin.previous()));
        }
        return program.code().get(insn) instanceof Insn.CallKfunc call
                ? Optional.of(program.kfuncs().get(call.id())) : Optional.empty();
    }

    private Optional<HintResult> answer(Kfunc kfunc, MadeCall call) {
        return Arrays.stream(Hint.values()).filter(h -> h.kfunc().equals(kfunc.name())).findFirst()
                .map(hint -> kfunc.parameters() == 1 ? rfc(hint, call) : mainline(hint, call));
    }

    private HintResult mainline(Hint hint, MadeCall call) {
        State before = recording.at(call.before());
        State after = recording.at(call.after());
        int result = (int) after.register(0);
        Map<String, Long> values = new LinkedHashMap<>();
        if (result == SUCCESS) {
            int pointer = 2;
            for (HintOutput output : HintOutput.of(hint)) {
                long read = after.number(before.register(pointer++), output.size()).orElse(0L);
                values.put(output.name(), output.value(read));
            }
        }
        return new HintResult(hint, result, values);
    }

    /** The one value that generation {@code rfc} returns; the protocol is in host byte order there. */
    private HintResult rfc(Hint hint, MadeCall call) {
        long r0 = recording.at(call.after()).register(0);
        Map<String, Long> values = new LinkedHashMap<>();
        if (r0 != 0) {
            switch (hint) {
                case RX_TIMESTAMP -> values.put("timestamp", r0);
                case RX_HASH -> {
                    values.put("hash", r0 & 0xffff_ffffL);
                    values.put("type", r0 >>> 32);
                }
                case RX_VLAN_TAG -> {
                    values.put("proto", r0 >>> 16 & 0xffff);
                    values.put("tci", r0 & 0xffff);
                }
            }
        }
        return new HintResult(hint, SUCCESS, values);
    }
}
