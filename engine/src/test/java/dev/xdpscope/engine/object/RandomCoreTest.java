package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random structs, random changes of them, and every kind of question and access: what the real libbpf makes of each. The
 * system property {@code xdpscope.core.objects} asks for more than some.
 */
final class RandomCoreTest {
    private static final int OBJECTS = Integer.getInteger("xdpscope.core.objects", 3);
    private static final int STRUCTS = 8;
    private static final int MEMBERS = 7;
    private static final List<String> TYPES =
            List.of("u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "_Bool", "char *",
                    "struct in *", "enum e", "td", "struct in", "enum wide", "int (*)(struct in *)");
    /** Clang cannot say where a bit field is that crosses a boundary. */
    private static final String APART = "u64 : 0;\n";
    private static final List<String> PREAMBLE = List.of("struct in { u32 a; u8 b; };",
            "struct in { u8 b; u16 c; u32 a; };");

    private final Random random = new Random(61_026);

    /** @param shape {@code ""}, {@code [n]} or {@code : n} */
    private record Member(String name, String type, String shape) {
        String declaration() {
            return type.endsWith(")") ? type.replace("(*)", "(*" + name + ")") + ";\n"
                    : type + " " + name + shape + ";\n";
        }

        boolean isPointer() {
            return type.contains("*");
        }

        boolean isScalar() {
            return shape.isEmpty() && !type.equals("struct in");
        }
    }

    @Test
    void answersAsLibbpfDoes(@TempDir Path folder) throws IOException {
        Tools.need("clang-19");
        Tools.need("gcc");
        assumeTrue(Files.exists(Path.of("/usr/include/bpf/libbpf.h")),
                "libbpf-dev is not installed: nothing to compare with");
        Tools.run(folder, "gcc", "-o", "oracle", Tools.fixture("libbpf_oracle.c").toString(), "-lbpf");
        Files.copy(Tools.fixture("tiny.h"), folder.resolve("tiny.h"));
        int changed = 0;
        int refused = 0;
        for (int i = 0; i < OBJECTS; i++) {
            write(folder);
            BpfObject object =
                    BpfObject.read(Tools.compile("clang-19", folder, "asking.c", folder.resolve("asking.o")));
            Path there = Tools.compile("clang-19", folder, "target.c", folder.resolve("target.o"));
            Optional<Btf> target = BpfObject.read(there).btf();
            for (ObjectFunction program : object.programs()) {
                String libbpf = Tools.run(folder, "./oracle", "asking.o", program.name(), "target.o");
                String here = link(object, program.name(), target);
                assertEquals(libbpf, here, () -> "object " + folder + ", " + program.name());
                changed += here.equals(link(object, program.name(), Optional.empty())) ? 0 : 1;
                refused += here.startsWith("refused") ? 1 : 0;
            }
        }
        assertTrue(changed > OBJECTS * 10, changed + " programs changed");
        assertTrue(refused < changed, refused + " refused");
    }

    private static String link(BpfObject object, String program, Optional<Btf> target) {
        try {
            byte[] code = Encoder.encode(object.link(program, target).code());
            return HexFormat.of().formatHex(code).replaceAll("(.{16})", "$1\n");
        } catch (ProblemException e) {
            return "refused\n";
        }
    }

    private void write(Path folder) throws IOException {
        StringBuilder types = new StringBuilder();
        StringBuilder programs = new StringBuilder();
        StringBuilder target = new StringBuilder();
        for (int s = 0; s < STRUCTS; s++) {
            List<Member> members = new ArrayList<>();
            for (int m = 0; m < MEMBERS; m++) {
                members.add(member("m" + m));
            }
            String union = random.nextInt(6) == 0 ? "union" : "struct";
            types.append(struct(union, "s" + s, members, APART));
            target.append(struct(union, "s" + s, changed(members), "")).append(union + " s" + s + " v" + s + ";\n");
            for (Member m : members) {
                programs.append(program(union + " s" + s, m, "p" + s + m.name()));
            }
        }
        Files.writeString(folder.resolve("asking.c"),
                source(PREAMBLE.getFirst(), "enum e { A, B = 7, C = -1 };", types, programs));
        Files.writeString(folder.resolve("target.c"), source(PREAMBLE.get(random.nextInt(2)),
                random.nextBoolean() ? "enum e { A = 3, C = 9 };" : "enum e { A, B = 1u << 31, C };", target,
                new StringBuilder("SEC(\"xdp\") int keep(void *c) { return 2; }\nenum e ve; enum wide vw;")));
    }

    private static String source(String inner, String enums, StringBuilder types, StringBuilder programs) {
        return """
                #include "tiny.h"
                typedef signed char s8;
                typedef short s16;
                typedef long long s64;
                typedef volatile u16 td;
                enum wide { WIDE = 1ull << 40 };
                #pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
                %s
                %s
                %s
                #pragma clang attribute pop
                %s
                char _license[] SEC("license") = "GPL";
                """.formatted(inner, enums, types, programs);
    }

    private static String struct(String union, String name, List<Member> members, String between) {
        StringBuilder text = new StringBuilder(union + " " + name + " {\n");
        members.forEach(m -> text.append(between).append(m.declaration()));
        return text.append("};\n").toString();
    }

    private Member member(String name) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        return switch (random.nextInt(5)) {
            case 0 -> new Member(name, type.endsWith(")") ? "u32" : type, "[" + (1 + random.nextInt(4)) + "]");
            case 1 -> {
                String integer = TYPES.get(random.nextInt(8));
                yield new Member(name, integer, " : " + (1 + random.nextInt(7)));
            }
            default -> new Member(name, type, "");
        };
    }

    /** Other members, other types of members, another order, members in an unnamed struct. */
    private List<Member> changed(List<Member> members) {
        List<Member> changed = new ArrayList<>();
        for (Member m : members) {
            switch (random.nextInt(6)) {
                case 0 -> {}
                case 1 -> changed.add(member(m.name()));
                case 2 -> {
                    changed.add(member("x" + m.name()));
                    changed.add(m);
                }
                default -> changed.add(m);
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(changed, random);
        }
        if (changed.isEmpty() || random.nextInt(3) == 0) {
            changed.add(new Member("", "struct { u8 pad; " + member("inside").declaration().strip() + " }", ""));
        }
        return changed;
    }

    private String program(String struct, Member m, String name) {
        String field = "c->" + m.name() + (m.shape().startsWith("[") && random.nextBoolean() ? "[0]" : "");
        boolean bits = m.shape().startsWith(" :");
        String statement = switch (random.nextInt(m.isScalar() ? 8 : 5)) {
            case 0, 1 -> "return __builtin_preserve_field_info(" + field + ", "
                    + random.nextInt(bits || m.isScalar() && !m.isPointer() ? 6 : 3) + ");";
            case 2 -> "return __builtin_preserve_type_info(*c, " + random.nextInt(3) + ");";
            case 3 -> "return __builtin_preserve_enum_value(*(typeof(enum e) *)" + List.of("A", "B", "C")
                    .get(random.nextInt(3)) + ", " + random.nextInt(2) + ");";
            case 4 -> bits ? "return __builtin_preserve_field_info(" + field + ", 0);" : "return (long)&" + field + ";";
            case 5 -> m.isPointer() ? "return (long)" + field + ";" : "return " + field + ";";
            case 6 -> field + " = 0;\nreturn 1;";
            default -> "u64 v = (u64)" + field + ";\nreturn v + __builtin_preserve_type_info(*c, 1);";
        };
        return "SEC(\"xdp\") int " + name + "(struct xdp_md *x)\n{\n" + struct + " *c = (void *)(long)x->data;\n"
                + statement + "\n}\n";
    }
}
