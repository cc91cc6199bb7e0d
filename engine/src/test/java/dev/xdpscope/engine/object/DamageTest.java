package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged objects give a {@link ProblemException} with a place, or work; they do nothing else. */
class DamageTest {
    private static final int MUTANTS = 40_000;
    private static final int[] NASTY = {0, 1, 0x7f, 0x80, 0xff};

    private final Random random = new Random(47);
    private final List<Path> files = Tools.objects();
    private final List<byte[]> objects = files.stream().map(Tools::bytes).toList();
    private final Optional<Btf> target = BpfObject.read(Tools.fixture("core_target.bpf.o")).btf();
    private int refused;
    private int linked;

    @Test
    void damagedObjectsAreRefusedOrWork() {
        for (int i = 0; i < MUTANTS; i++) {
            int which = random.nextInt(objects.size());
            byte[] mutant = mutate(objects.get(which), files.get(which));
            try {
                use(mutant, files.get(which));
            } catch (ProblemException e) {
                refused++;
                assertFalse(e.what().isEmpty());
                assertTrue(e.place().file().isPresent(), e.getMessage());
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("mutant " + i + " of " + files.get(which).getFileName(), e);
            }
        }
        assertTrue(refused > MUTANTS / 10, refused + " refused");
        assertTrue(linked > MUTANTS / 10, linked + " linked");
    }

    private void use(byte[] bytes, Path name) {
        BpfObject object = BpfObject.read(bytes, name);
        object.license();
        object.elf().sections().forEach(s -> object.elf().relocations(s));
        object.btf().ifPresent(DamageTest::walk);
        for (ObjectFunction program : object.programs()) {
            object.link(program.name(), random.nextBoolean() ? target : object.btf());
            linked++;
        }
    }

    private static void walk(Btf btf) {
        for (int id = 0; id < btf.count(); id++) {
            btf.describe(id);
            btf.resolved(id);
            btf.field(id, "lanes[1].width");
            btf.field(id, "timestamp");
        }
    }

    private byte[] mutate(byte[] original, Path file) {
        byte[] bytes = original.clone();
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> splice(bytes, objects.get(random.nextInt(objects.size())));
            case 2 -> poke(bytes, 0, bytes.length, 1 + random.nextInt(8));
            case 3 -> poke(bytes, 0, 64, 1 + random.nextInt(3));
            case 4 -> poke(bytes, bytes.length - 64 * 20, bytes.length, 1 + random.nextInt(3));
            default -> {
                // Inside sections that are read, not in debug information.
                ElfFile elf = ElfFile.parse(original, file);
                List<Section> read = elf.sections().stream().filter(s -> s.data().length() > 0
                        && !s.name().contains("debug")).toList();
                Section section = read.get(random.nextInt(read.size()));
                poke(bytes, (int) section.offset(), (int) (section.offset() + section.size()), 1 + random.nextInt(4));
            }
        }
        return bytes;
    }

    private void poke(byte[] bytes, int from, int to, int times) {
        for (int i = 0; i < times; i++) {
            int at = from + random.nextInt(to - from);
            bytes[at] = (byte) switch (random.nextInt(3)) {
                case 0 -> random.nextInt(256);
                case 1 -> bytes[at] ^ 1 << random.nextInt(8);
                default -> NASTY[random.nextInt(NASTY.length)];
            };
        }
    }

    private void splice(byte[] bytes, byte[] other) {
        int length = 1 + random.nextInt(64);
        int from = random.nextInt(other.length - length);
        int to = random.nextInt(bytes.length - length);
        System.arraycopy(other, from, bytes, to, length);
    }
}
