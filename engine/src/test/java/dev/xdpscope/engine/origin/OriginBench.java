package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;

/** One recorded run, and the question where a value at its end came from. */
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
}
