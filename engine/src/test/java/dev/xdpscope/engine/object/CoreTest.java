package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Size;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreTest {
    private final BpfObject object = BpfObject.read(Tools.fixture("core.bpf.o"));
    private final Optional<Btf> target = BpfObject.read(Tools.fixture("core_target.bpf.o")).btf();

    private static List<String> changes(Program program) {
        return IntStream.range(0, program.code().size())
                .filter(i -> program.origins().get(i).pass() == PassName.RELOCATION)
                .mapToObj(i -> i + " " + program.origins().get(i).why().replace("CO-RE: ", "")).toList();
    }

    @Test
    void movesFieldsToWhereTheTargetHasThem() {
        Program p = object.link("fields", target);
        assertEquals(List.of("1 byte offset of cqe.lanes[2].width 34 → 56",
                "2 byte offset of cqe.small 16 → 16, 4 → 8 bytes", "3 byte offset of cqe.timestamp 8 → 24",
                "4 byte offset of cqe.rss_hash_type 4 → 15", "5 byte offset of cqe.rss_hash_result 0 → 8",
                "7 byte offset of cqe.stamp_low 8 → 24"), changes(p));
        assertEquals(new Insn.Load(Size.DW, false, 3, 1, 16), p.code().get(2));
        assertEquals(new Insn.Load(Size.W, false, 3, 1, 16), p.object().code().get(2));
    }

    @Test
    void answersQuestionsAboutFields() {
        assertEquals(List.of("0 byte offset of cqe.port 16 → 32", "2 byte size of cqe.port 8 → 4",
                "4 left shift of cqe.port 20 → 45", "6 right shift of cqe.port 53 → 52",
                "12 existence of cqe.gone 1 → 0", "14 existence of cqe___future.sequence 1 → 0"),
                changes(object.link("infos", target)));
    }

    @Test
    void answersQuestionsAboutTypesAndEnums() {
        int id = target.orElseThrow().struct("cqe").getAsInt();
        assertEquals(List.of("2 existence of removed 1 → 0", "4 size of cqe 48 → 112",
                "9 target type id of cqe 8 → " + id, "10 target type id of cqe 8 → " + id,
                "15 value of hw_mode.HW_MODE_REAL 5 → 77", "16 value of hw_mode.HW_MODE_REAL 5 → 77",
                "18 existence of hw_mode.HW_MODE_GONE 1 → 0", "19 existence of hw_mode.HW_MODE_GONE 1 → 0"),
                changes(object.link("types", target)));
    }

    @Test
    void comparesTypesMemberByMember() {
        BpfObject asking = BpfObject.read(Tools.fixture("matches.bpf.o"));
        Optional<Btf> other = BpfObject.read(Tools.fixture("matches_target.bpf.o")).btf();
        assertEquals(List.of("more", "sized", "sign", "shorter", "declared", "variadic", "named", "was_union"),
                unmatched(asking.link("composites", other)));
        assertEquals(List.of("number_t"), unmatched(asking.link("others", other)));
        assertEquals(List.of(), unmatched(asking.link("composites", asking.btf())));
    }

    private static List<String> unmatched(Program program) {
        return changes(program).stream().map(c -> c.replaceFirst("\\d+ match of (\\w+) 1 → 0", "$1")).toList();
    }

    @Test
    void poisonsWhatTheTargetLacks() {
        Program p = object.link("poisoned", target);
        assertEquals(List.of("4 no byte offset of cqe.gone in the target, poisoned",
                "6 no value of hw_mode.HW_MODE_GONE in the target, poisoned",
                "7 no value of hw_mode.HW_MODE_GONE in the target, poisoned",
                "9 byte offset of cqe.now_signed is of a size in the target that this access cannot take, poisoned"),
                changes(p));
        for (int i : new int[]{4, 6, 7, 9}) {
            assertEquals(new Insn.CallHelper(0xbad2310), p.code().get(i));
        }
    }

    @Test
    void leavesEverythingAsCompiledWithoutTarget() {
        for (ObjectFunction program : object.programs()) {
            Program p = object.link(program.name(), Optional.empty());
            assertEquals(List.of(), changes(p));
            assertEquals(p.object().code(), p.code());
        }
    }

    @Test
    void refusesTargetsWithSeveralAnswers(@TempDir Path folder) throws IOException {
        Tools.need("clang-19");
        Files.writeString(folder.resolve("twice.c"), """
                struct cqe { unsigned rss_hash_result; } one;
                struct cqe___other { long x; unsigned rss_hash_result; } two;
                """);
        Path twice = Tools.compile("clang-19", folder, "twice.c", folder.resolve("twice.o"));
        Optional<Btf> types = BpfObject.read(twice).btf();
        ProblemException e = assertThrows(ProblemException.class, () -> object.link("fields", types));
        assertTrue(e.what().contains("several types cqe"), e.getMessage());
        assertTrue(e.place().insn().isPresent());
    }
}
