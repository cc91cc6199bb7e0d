package dev.xdpscope.engine.run;

import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.KernelState;
import dev.xdpscope.engine.call.Repetition;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The state of one simulated CPU: registers, call frames, and the memory it works on. {@link Interpreter} moves it forward;
 * {@link #snapshot} and {@link #restore} move it anywhere.
 */
public final class Machine implements Caller {
    /** Bytes of stack in each call frame (MAX_BPF_STACK, include/linux/filter.h 6.12). */
    public static final int STACK = 512;

    /** Call frames that the program may use, callbacks included (MAX_CALL_FRAMES, include/linux/bpf_verifier.h 6.12). */
    public static final int PROGRAM_FRAMES = 8;

    /** Call frames: those of the program, and as many for kernel code that it calls. */
    public static final int FRAMES = 2 * PROGRAM_FRAMES;

    final long[] r = new long[11];
    int pc;
    long steps;
    int tailCalls;
    final List<CallFrame> frames = new ArrayList<>();

    private final Memory memory;
    private final KernelState kernel;
    private final List<Region> stacks = new ArrayList<>();
    private Executable executable;
    private Outcome outcome;
    private Consumer<CallEvent> listener = event -> {};

    /** Makes a machine on {@code memory}, to which it adds its stack regions. */
    public Machine(Memory memory, KernelState kernel) {
        this.memory = memory;
        this.kernel = kernel;
        for (int i = 0; i < FRAMES; i++) {
            Region.Spec spec =
                    Region.Spec.of(Region.Kind.STACK, i == 0 ? "frame of the program" : "frame " + i, STACK, "");
            stacks.add(memory.add(spec.writable()));
        }
    }

    /**
     * Makes ready to run {@code code} from instruction {@code entry} with up to five arguments. Registers and the first stack
     * frame are cleared.
     */
    public void enter(Executable code, int entry, long... arguments) {
        executable = code;
        outcome = null;
        steps = 0;
        tailCalls = 0;
        pc = entry;
        frames.clear();
        Arrays.fill(r, 0);
        System.arraycopy(arguments, 0, r, 1, arguments.length);
        stacks.getFirst().clear(0, STACK);
        r[10] = stackTop();
    }

    /** After a run has ended: counts steps from 0 again, as a run that has not executed anything. */
    public void rest() {
        steps = 0;
        frames.clear();
        outcome = new Outcome.Returned(r[0]);
    }

    /** Register {@code number}, 0 to 10. */
    public long register(int number) {
        return r[number];
    }

    /** Index of the instruction that is executed next; after a fault, of the one that could not be. */
    public int pc() {
        return pc;
    }

    /** Instructions executed since {@link #enter}. */
    public long steps() {
        return steps;
    }

    /** The suspended callers, outermost first. */
    public List<CallFrame> frames() {
        return List.copyOf(frames);
    }

    @Override
    public int depth() {
        return frames.size();
    }

    /** The stack region of the function that is running. */
    public Region stack() {
        return stacks.get(frames.size());
    }

    public Executable executable() {
        return executable;
    }

    /** How the run ended; empty while it goes on. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** Sets who is told of call events. */
    public void listener(Consumer<CallEvent> newListener) {
        listener = newListener;
    }

    @Override
    public long argument(int number) {
        return r[number];
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public Maps maps() {
        return executable.maps();
    }

    @Override
    public KernelState kernel() {
        return kernel;
    }

    @Override
    public long now() {
        return kernel.clock() + steps;
    }

    @Override
    public boolean fromKernel() {
        return executable.kernel[pc];
    }

    @Override
    public void tell(CallEvent event) {
        listener.accept(event);
    }

    /** Ends the run with a fault at the present instruction. */
    public void fault(Fault fault) {
        outcome = new Outcome.Faulted(fault);
    }

    /**
     * Enters a function; false if that ended the run because there is no frame left.
     *
     * @param repetition the helper that calls the function back, if one does
     */
    boolean push(int entry, Optional<Repetition> repetition) {
        boolean kernelFunction = executable.kernelFunction(entry);
        if (frames.size() + 1 == (kernelFunction ? FRAMES : PROGRAM_FRAMES)) {
            fault(new Fault(pc, "the call stack of " + (frames.size() + 2) + " frames is too deep",
                    kernelFunction ? "kernel code that nests fewer calls" : "at most " + PROGRAM_FRAMES + " frames",
                    OptionalLong.empty()));
            return false;
        }
        frames.add(new CallFrame(pc, r[6], r[7], r[8], r[9], repetition));
        r[10] = stackTop();
        pc = entry;
        return true;
    }

    /** Leaves a function for its caller; empty if it is the outermost, which ends the run. */
    Optional<CallFrame> pop() {
        if (frames.isEmpty()) {
            outcome = new Outcome.Returned(r[0]);
            return Optional.empty();
        }
        CallFrame caller = frames.removeLast();
        r[6] = caller.r6();
        r[7] = caller.r7();
        r[8] = caller.r8();
        r[9] = caller.r9();
        r[10] = stackTop();
        pc = caller.call() + 1;
        return Optional.of(caller);
    }

    private long stackTop() {
        return stacks.get(frames.size()).address(STACK);
    }

    /** Everything that changes while running. */
    public MachineSnapshot snapshot() {
        return new MachineSnapshot(r.clone(), pc, steps, tailCalls, List.copyOf(frames), outcome(), executable,
                memory.snapshot());
    }

    /** Goes to a state of this machine, or of one whose memory has the same regions. */
    public void restore(MachineSnapshot state) {
        System.arraycopy(state.registers(), 0, r, 0, r.length);
        pc = state.pc();
        steps = state.steps();
        tailCalls = state.tailCalls();
        frames.clear();
        frames.addAll(state.frames());
        outcome = state.outcome().orElse(null);
        executable = state.executable();
        memory.restore(state.memory());
    }
}
