package dev.xdpscope.bench;

import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.run.Interpreter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** What recording costs over the plain run of a million steps, and what a seek to a random step of it takes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class RecordingBenchmark {
    private final Random random = new Random(1);
    private LoopProgram plain;
    private LoopProgram recorded;
    private Recording recording;

    @Setup
    public void prepare() {
        plain = new LoopProgram();
        recorded = new LoopProgram();
        LoopProgram sought = new LoopProgram();
        Recorder recorder = new Recorder(sought.machine, 2 * LoopProgram.STEPS);
        recorder.run(Stage.XDP, sought.executable, 0);
        recording = recorder.finish();
    }

    @Benchmark
    public long plainRun() {
        plain.machine.enter(plain.executable, 0);
        Interpreter.run(plain.machine, Long.MAX_VALUE);
        return plain.machine.steps();
    }

    @Benchmark
    public long recordedRun() {
        return new Recorder(recorded.machine, 2 * LoopProgram.STEPS).run(Stage.XDP, recorded.executable, 0).steps();
    }

    @Benchmark
    public State randomSeek() {
        return recording.at(new Position(0, random.nextLong(LoopProgram.STEPS)));
    }
}
