package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import java.util.List;

/** One recorded run, and the questions where a value at its end came from and where one in it goes. */
record OriginBench(TestBench bench, Program program, Recording recording) {

    static OriginBench record(TestBench bench, Program program, long... arguments) {
        Recorder recorder = new Recorder(bench.machine(), TestBench.BUDGET);
        recorder.run(Stage.XDP, bench.executable(), 0, arguments);
        return new OriginBench(bench, program, recorder.finish());
    }

    ValueOrigin ofRegister(int register) {
        return of(new Location.Register(register));
    }

    ValueOrigin ofBytes(long address, int length) {
        return of(new Location.Bytes(address, length));
    }

    private ValueOrigin of(Location location) {
        Run run = recording.runs().getFirst();
        return OriginWalk.of(recording, program, new Position(0, run.steps()), location);
    }

    /** Where the value goes that a register of the first function holds after {@code step} steps, up to the run's end. */
    ValueEffects effectsOfRegister(long step, int register) {
        return effectsOfRegister(step, register, recording.runs().getFirst().steps());
    }

    /**
     * @param asked steps after which registers are asked about
     */
    ValueEffects effectsOfRegister(long step, int register, long asked) {
        return effects(step, new Location.Register(register), asked);
    }

    /** Where bytes that are there at the beginning go. */
    ValueEffects effectsOfBytes(long address, int length) {
        return effects(0, new Location.Bytes(address, length), recording.runs().getFirst().steps());
    }

    private ValueEffects effects(long step, Location location, long asked) {
        long end = recording.runs().getFirst().steps();
        EffectWalk.Stretch stretch =
                new EffectWalk.Stretch(new Position(0, step), program, recording.steps(0, step, end));
        return EffectWalk.of(recording, List.of(stretch), location, new Position(0, asked));
    }
}
