package dev.xdpscope.drivers.fuzz;

import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Feeds a reader changed inputs, in a process of its own so that its memory can be bounded. First come the inputs that once
 * failed. An input that makes the reader answer in words not heard before is changed further. What fails is made smaller
 * and kept.
 */
final class Fuzzer {
    private static final int CORPUS = 2000;
    private static final int REPORT_EVERY_SECONDS = 60;

    private final Subject subject;
    private final Failures failures;
    private final Watchdog watchdog;
    private final Random random;
    private final List<Input> corpus;
    private final Set<String> heard = new HashSet<>();
    private long executed;
    private long refused;

    private Fuzzer(Subject subject, Failures failures, long seed) {
        this.subject = subject;
        this.failures = failures;
        this.watchdog = new Watchdog(failures);
        this.random = new Random(seed);
        this.corpus = new ArrayList<>(subject.seeds());
    }

    /**
     * @param arguments subject, seed, inputs to try or 0 for no limit, minutes or 0 for no limit, and the folder of inputs
     *     that once failed
     */
    public static void main(String[] arguments) throws IOException {
        Subjects which = Subjects.valueOf(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        long count = Long.parseLong(arguments[2]);
        long minutes = Long.parseLong(arguments[3]);
        Path folder = Path.of(arguments[4]).resolve(which.folder());
        Subject subject = which.make();
        Fuzzer fuzzer = new Fuzzer(subject, new Failures(subject, folder), seed);
        fuzzer.replay(folder);
        fuzzer.run(count == 0 ? Long.MAX_VALUE : count, minutes == 0 ? Long.MAX_VALUE
                : System.nanoTime() + minutes * 60_000_000_000L);
        System.out.println(which + " seed " + seed + ": " + fuzzer.summary());
        System.exit(fuzzer.failures.none() ? 0 : 1);
    }

    private void replay(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(f -> feed(new Input(Failures.kind(f), Seeds.bytes(f))));
        }
    }

    private void run(long count, long deadline) {
        int seeds = corpus.size();
        List.copyOf(corpus).forEach(this::feed);
        long next = System.nanoTime();
        for (long i = 0; i < count && System.nanoTime() < deadline; i++) {
            // Half of the time a good input: of those found later, most are refused.
            Input input = corpus.get(random.nextInt(random.nextBoolean() ? seeds : corpus.size()));
            byte[] changed = input.bytes();
            for (int n = 0; n <= random.nextInt(3); n++) {
                changed = subject.change(new Input(input.kind(), changed), corpus.get(random.nextInt(corpus.size())),
                        random);
            }
            if (changed.length <= Input.MOST) {
                feed(new Input(input.kind(), changed));
            }
            if (System.nanoTime() - next > 0) {
                System.out.println(summary());
                next += REPORT_EVERY_SECONDS * 1_000_000_000L;
            }
        }
    }

    private void feed(Input input) {
        watchdog.begin(input);
        executed++;
        String answer;
        try {
            answer = subject.read(input);
        } catch (ProblemException e) {
            refused++;
            answer = e.what() + e.remedy();
        } catch (Throwable e) { // whatever it is, it should not have come out
            watchdog.end();
            failures.add(input, e);
            return;
        } finally {
            watchdog.end();
        }
        if (heard.add(shape(answer)) && corpus.size() < CORPUS && input.bytes().length < Input.MOST / 8) {
            corpus.add(input);
        }
    }

    /** The words of an answer, without what it quotes from the input. */
    private static String shape(String answer) {
        String words = answer.length() > 400 ? answer.substring(0, 400) : answer;
        return words.replaceAll("'[^']*'|\"[^\"]*\"", "").replaceAll("\\b\\w*[^a-zA-Z\\s.,:;()]\\w*", "");
    }

    private String summary() {
        return executed + " inputs, " + refused + " refused, " + heard.size() + " kinds of answers, " + failures.count()
                + " failed";
    }
}
