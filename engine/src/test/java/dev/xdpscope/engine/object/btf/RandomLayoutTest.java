package dev.xdpscope.engine.object.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Tools;
import dev.xdpscope.engine.program.MapSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random nested structs: what BTF says of each field must be what clang's offsetof and sizeof say. */
class RandomLayoutTest {
    private static final String[] LEAVES = {"char", "short", "int", "long", "void *", "enum e", "td", "_Bool"};

    private final Random random = new Random(20261122);
    private final List<String> paths = new ArrayList<>();
    private int names;

    @Test
    void fieldsAreWhereClangPutsThem(@TempDir Path folder) throws IOException {
        Tools.need("clang-19");
        StringBuilder source = new StringBuilder("enum e { A };\ntypedef const volatile short td;\n");
        for (int s = 0; s < 40; s++) {
            source.append("struct ").append(random.nextInt(5) == 0 ? "__attribute__((packed)) " : "").append("s")
                    .append(s).append(" {\n").append(members("s" + s + ":", 3)).append("};\nstruct s").append(s)
                    .append(" v").append(s).append(";\n");
        }
        source.append("const volatile unsigned long answers[] = {\n");
        for (String path : paths) {
            String[] parts = path.split(":");
            source.append("__builtin_offsetof(struct ").append(parts[0]).append(", ").append(parts[1])
                    .append("), sizeof(((struct ").append(parts[0]).append(" *)0)->").append(parts[1]).append("),\n");
        }
        Files.writeString(folder.resolve("random.c"), source.append("};\n"));
        BpfObject object = BpfObject.read(Tools.compile("clang-19", folder, "random.c", folder.resolve("random.o")));
        MapSpec data = object.maps().stream().filter(m -> m.name().equals(".rodata")).findFirst().orElseThrow();
        ByteBuffer answers = ByteBuffer.wrap(data.initial().orElseThrow()).order(ByteOrder.LITTLE_ENDIAN);
        for (String path : paths) {
            String[] parts = path.split(":");
            BtfField field = object.btf().orElseThrow().field(parts[0], parts[1]).orElseThrow();
            assertEquals(answers.getLong(), field.byteOffset(), path);
            assertEquals(8 * answers.getLong(), field.bitSize(), path);
        }
        assertEquals(0, answers.remaining());
    }

    private String members(String prefix, int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            String name = "m" + names++;
            int what = random.nextInt(10);
            if (what < 3 && depth > 0) {
                String inner = members(prefix + (what == 0 ? "" : name + (what == 1 ? "." : "[1].")), depth - 1);
                text.append(random.nextBoolean() ? "struct {\n" : "union {\n").append(inner).append("} ")
                        .append(what == 0 ? "" : what == 1 ? name : name + "[2]").append(";\n");
            } else if (what == 3) {
                text.append("int ").append(name).append(" : ").append(1 + random.nextInt(31)).append(";\n");
            } else {
                int count = random.nextInt(3);
                text.append(LEAVES[random.nextInt(LEAVES.length)]).append(' ').append(name)
                        .append(count == 0 ? "" : "[" + count + "]").append(";\n");
                paths.add(prefix + name + (count == 0 ? "" : "[" + (count - 1) + "]"));
            }
        }
        return text.toString();
    }
}
