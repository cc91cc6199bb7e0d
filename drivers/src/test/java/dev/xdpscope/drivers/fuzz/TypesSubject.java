package dev.xdpscope.drivers.fuzz;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.object.core.CorePatch;
import dev.xdpscope.engine.object.core.CoreResolver;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Slice;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Types: .BTF, .BTF.ext and what CO-RE makes of the two. An input is the size of the first in 4 bytes, the first, and the
 * second.
 */
final class TypesSubject implements Subject {
    private static final Place PLACE = Place.of(Path.of("fuzzed.o"));
    private static final int HEADER = 24;

    private static final int ASKED = 2000;
    private static final int NAMES = 100;

    /** Instructions of each form that a CO-RE record can be for. */
    private static final List<Insn> PATCHED = List.of(
            new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 1, new Operand.Imm(8)),
            new Insn.LoadImm64(1, new Imm64.Value(8)), new Insn.Load(Size.W, false, 1, 2, (short) 8),
            new Insn.Store(Size.DW, 1, (short) 8, new Operand.Imm(1)), new Insn.CallHelper(1));

    private final Btf target = BpfObject.read(Seeds.file("engine/src/test/resources/objects/core_target.bpf.o")).btf()
            .orElseThrow();

    @Override
    public List<Input> seeds() {
        return Seeds.of("object", ".o", 64 << 10, "sample-traces", "drivers/src/main/resources",
                "engine/src/test/resources/objects").stream().map(TypesSubject::seed).toList();
    }

    private static Input seed(Input object) {
        BpfObject o = BpfObject.read(object.bytes(), Path.of(object.kind()));
        return new Input("btf", join(section(o, ".BTF"), section(o, ".BTF.ext")));
    }

    private static byte[] section(BpfObject object, String name) {
        return object.elf().section(name).map(Section::data).map(Slice::copy).orElse(new byte[0]);
    }

    private static byte[] join(byte[] btf, byte[] ext) {
        return ByteBuffer.allocate(4 + btf.length + ext.length).order(ByteOrder.LITTLE_ENDIAN).putInt(btf.length)
                .put(btf)
                .put(ext).array();
    }

    private static byte[] btf(byte[] input) {
        int size = input.length < 4 ? 0 : ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return Arrays.copyOfRange(input, Math.min(4, input.length),
                4 + Math.clamp(size, 0, Math.max(0, input.length - 4)));
    }

    private static byte[] ext(byte[] input) {
        return Arrays.copyOfRange(input, Math.min(input.length, 4 + btf(input).length), input.length);
    }

    @Override
    public byte[] change(Input input, Input other, Random random) {
        byte[] btf = btf(input.bytes());
        byte[] ext = ext(input.bytes());
        return switch (random.nextInt(8)) {
            case 0 -> join(Mutations.bytes(btf, btf(other.bytes()), random), ext);
            case 1 -> join(btf, Mutations.bytes(ext, ext(other.bytes()), random));
            case 2 -> join(btf, word(ext, 0, ext.length, random));
            case 3 -> join(word(btf, 0, HEADER, random), ext);
            case 4 -> join(repeated(btf, random), ext);
            default -> join(word(btf, HEADER, typesEnd(btf), random), ext);
        };
    }

    /** Records are of whole words: names, ids, counts and kinds. */
    private static byte[] word(byte[] bytes, int from, int to, Random random) {
        if (to - from < 8) {
            return bytes;
        }
        int at = from + random.nextInt((to - from) / 4) * 4;
        return random.nextInt(8) == 0 ? Mutations.number(bytes, at + 3, 1, random, ByteOrder.LITTLE_ENDIAN)
                : Mutations.number(bytes, at, 1 << random.nextInt(1, 3), random, ByteOrder.LITTLE_ENDIAN);
    }

    private static int typesEnd(byte[] btf) {
        if (btf.length < HEADER) {
            return 0;
        }
        ByteBuffer header = ByteBuffer.wrap(btf).order(ByteOrder.LITTLE_ENDIAN);
        return Math.clamp((long) HEADER + header.getInt(12), 0, btf.length);
    }

    /** Some words of the types once more, or many times, and the header put right. */
    private static byte[] repeated(byte[] btf, Random random) {
        int end = typesEnd(btf);
        if (end - HEADER < 16) {
            return btf;
        }
        int words = (end - HEADER) / 4;
        int from = random.nextInt(words);
        int length = Math.min(words - from, 3 + random.nextInt(12));
        byte[] part = Arrays.copyOfRange(btf, HEADER + 4 * from, HEADER + 4 * (from + length));
        int times = Mutations.times(part.length, btf.length + (64 << 10), random);
        byte[] changed = Mutations.insert(btf, HEADER + 4 * from, part, times);
        ByteBuffer header = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(12, header.getInt(12) + part.length * times);
        header.putInt(16, header.getInt(16) + part.length * times);
        return changed;
    }

    @Override
    public String read(Input input) {
        Btf btf = Btf.parse(btf(input.bytes()), PLACE);
        walk(btf);
        BtfExt ext = BtfExt.parse(Slice.of(ext(input.bytes()), PLACE), btf);
        CoreResolver there = new CoreResolver(btf, target);
        CoreResolver itself = new CoreResolver(btf, btf);
        String answer = "types";
        for (CoreRelocation record : ext.core()) {
            answer = resolve(there, record) + resolve(itself, record);
        }
        return answer;
    }

    private static String resolve(CoreResolver resolver, CoreRelocation record) {
        String answer = "";
        for (Insn insn : PATCHED) {
            try {
                CorePatch.apply(insn, resolver.resolve(record, PLACE), PLACE);
            } catch (ProblemException e) {
                // A record that does not suit the instruction is refused; the next may suit.
                answer = e.what();
            }
        }
        return answer;
    }

    /** Asks for everything that can be asked of types, of some of them where there are many: nothing asks that of all. */
    static void walk(Btf btf) {
        for (int id = 0; id < btf.count(); id += Math.ceilDiv(btf.count(), ASKED)) {
            btf.describe(id);
            btf.resolved(id);
            btf.field(id, "lanes[1].width");
            if (id < NAMES) {
                btf.struct(btf.type(id).name());
            }
            try {
                btf.sizeOf(id);
            } catch (ProblemException e) {
                // Functions and the like have none.
            }
        }
    }
}
