package dev.xdpscope.engine.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The translations are inverse to each other, over random instructions and random bytes. */
class RoundTripTest {

    @Test
    void everyInstructionSurvivesBytesAndText() {
        InsnGenerator generator = new InsnGenerator(new Random(1));
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < 150_000; i++) {
            Insn insn = generator.insn();
            seen.add(insn.getClass());
            List<Insn> slots = insn.slots() == 2 ? List.of(insn, new Insn.SecondSlot()) : List.of(insn);
            assertEquals(slots, Decoder.decodeUnchecked(Encoder.encode(slots), Place.NOWHERE));
            String text = Disassembler.text(insn);
            assertEquals(slots, Assembler.assemble(text, Symbols.NONE), text);
        }
        assertEquals(Insn.class.getPermittedSubclasses().length - 1, seen.size(), "every kind but SecondSlot");
    }

    @Test
    void everySectionSurvivesBytesAndText() {
        InsnGenerator generator = new InsnGenerator(new Random(2));
        for (int i = 0; i < 500; i++) {
            List<Insn> code = generator.section(i % 100);
            byte[] bytes = Encoder.encode(code);
            assertEquals(8 * code.size(), bytes.length);
            assertEquals(code, Decoder.decodeUnchecked(bytes, Place.NOWHERE));
            String text = code.stream().map(Disassembler::text).collect(Collectors.joining("\n"));
            assertEquals(code, Assembler.assemble(text, Symbols.NONE));
        }
    }

    /** Every opcode byte with fields that are mostly zero or small: what decodes gives the same bytes again. */
    @Test
    void whatDecodesEncodesToTheSameBytes() {
        Random random = new Random(3);
        Set<Integer> valid = new HashSet<>();
        for (int i = 0; i < 400_000; i++) {
            byte[] bytes = new byte[random.nextInt(8) == 0 ? 16 : 8];
            bytes[0] = (byte) i;
            for (int at : new int[]{1, 2, 4, 5, 8, 12}) {
                if (at < bytes.length && random.nextBoolean()) {
                    bytes[at] = switch (random.nextInt(3)) {
                        case 0 -> (byte) random.nextInt(4);
                        case 1 -> (byte) (1 << random.nextInt(8));
                        default -> (byte) random.nextInt();
                    };
                }
            }
            try {
                assertArrayEquals(bytes, Encoder.encode(Decoder.decodeUnchecked(bytes, Place.NOWHERE)));
                valid.add(i & 0xff);
            } catch (ProblemException e) {
                assertTrue(e.getMessage().contains("expected"), e.getMessage());
            }
        }
        assertEquals(definedOpcodes(), valid);
    }

    @Test
    void randomBytesAreAProgramOrAProblem() {
        Random random = new Random(4);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                Decoder.decode(bytes);
            } catch (ProblemException e) {
                assertTrue(e.getMessage().startsWith("instruction "), e.getMessage());
            }
        }
    }

    @Test
    void randomTextIsAProgramOrAProblem() {
        Random random = new Random(5);
        InsnGenerator generator = new InsnGenerator(random);
        List<String> words = IntStream.range(0, 300)
                .mapToObj(i -> Disassembler.text(generator.insn()))
                .flatMap(text -> List.of(text.split("(?<=[ \\[(+#])|(?=[ \\])*])")).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        words.addAll(List.of(
                "a:", "a", "\n", ";", "\u00e9", "0x", "ll", "99999999999999999999", "[", "map[", "r11", "\0"));
        for (int i = 0; i < 100_000; i++) {
            String text = IntStream.range(0, random.nextInt(12))
                    .mapToObj(j -> words.get(random.nextInt(words.size())))
                    .collect(Collectors.joining(random.nextBoolean() ? "" : " "));
            try {
                Assembler.assemble(text, name -> java.util.OptionalLong.of(name.hashCode()));
            } catch (AssemblyException e) {
                String where = "line " + e.line() + ", column " + e.column() + ": ";
                assertTrue(e.getMessage().startsWith(where), e.getMessage());
            }
        }
    }

    /** Swaps one character of good text for another, which lands much nearer to the grammar's edges. */
    @Test
    void damagedTextIsAProgramOrAProblem() {
        Random random = new Random(6);
        InsnGenerator generator = new InsnGenerator(random);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(Disassembler.text(generator.insn()));
            text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
            try {
                Assembler.assemble(text.toString(), Symbols.NONE);
            } catch (AssemblyException e) {
                assertEquals(1, e.line());
                assertTrue(e.column() >= 1 && e.column() <= text.length() + 1, e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 10_000 && refused < 100_000, refused + " of 100000 refused");
    }

    /** RFC 9669, sections 4 and 5, by arithmetic, and not by the tables that the decoder uses. */
    private static Set<Integer> definedOpcodes() {
        Set<Integer> all = new HashSet<>();
        for (int op = 0; op <= 0xd; op++) {
            for (int source : op == 0x8 ? new int[]{0} : new int[]{0, 8}) {
                all.add(op << 4 | source | 4);
                if (op != 0xd || source == 0) {
                    all.add(op << 4 | source | 7);
                }
            }
            if (op != 0 && op != 8 && op != 9) {
                all.addAll(Set.of(op << 4 | 5, op << 4 | 8 | 5, op << 4 | 6, op << 4 | 8 | 6));
            }
        }
        all.addAll(Set.of(0x05, 0x06, 0x85, 0x8d, 0x95));
        for (int size = 0; size < 4; size++) {
            all.addAll(Set.of(size << 3 | 0x61, size << 3 | 0x62, size << 3 | 0x63, size << 3 | 0xc3));
            if (size != 3) {
                all.addAll(Set.of(size << 3 | 0x20, size << 3 | 0x40, size << 3 | 0x81));
            }
        }
        all.add(0x18);
        return all;
    }
}
