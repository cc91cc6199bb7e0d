package dev.xdpscope.drivers.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts for both generations of a kfunc: what each becomes, and what is of one only. */
class SharedTextTest {
    private static final ConfiguredNic SETUP = Nics.load("src/test/resources/dev/xdpscope/drivers/nics/tiny")
            .configure(Optional.empty(), Map.of());
    private static final Template.Names NAMES =
            new Template.Names(List.of(SETUP.layout()), SETUP.driver().btf(), Map.of("ENODATA", 61L));
    private static final List<String> BOTH = List.of("mainline", "rfc");
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String VLAN_TAG = "bpf_xdp_metadata_rx_vlan_tag";

    @Test
    void noneAndResultAreTheGenerationsMatter() {
        String text = """
                r1 = get r1 -> tiny_xdp_buff.desc
                none if r1 == 0
                r4 = get r1 -> desc.time
                none if r4 == 0
                result r4
                """;
        becomes(TIMESTAMP, text, """
                r1 = *(u64 *)(r1 + 56)
                w0 = -61
                if r1 == 0 goto end
                r4 = *(u64 *)(r1 + 16)
                if r4 == 0 goto end
                *(u64 *)(r2 + 0) = r4
                w0 = 0
                """, """
                r1 = *(u64 *)(r1 + 56)
                w0 = 0
                if r1 == 0 goto end
                r4 = *(u64 *)(r1 + 16)
                if r4 == 0 goto end
                r0 = r4
                """);
        becomes(TIMESTAMP, "if r1 == 0 goto last\nresult r1 -> desc.time\nlast: none", """
                if r1 == 0 goto last
                r0 = *(u64 *)(r1 + 16)
                *(u64 *)(r2 + 0) = r0
                w0 = 0
                goto end
                last: w0 = -61
                """, """
                if r1 == 0 goto last
                r0 = *(u64 *)(r1 + 16)
                goto end
                last: w0 = 0
                """);
        becomes(TIMESTAMP, "result 0x100000000", "r0 = 0x100000000 ll\n*(u64 *)(r2 + 0) = r0\nw0 = 0",
                "r0 = 0x100000000 ll");
    }

    @Test
    void twoValuesAreStoredOrJoined() {
        String loads = "r0 = get r1 -> desc.hash\nr5 = get r1 -> desc.status.type\n";
        String loaded = "r0 = *(u32 *)(r1 + 0)\nr5 = *(u8 *)(r1 + 5)\nw5 &= 3\n";
        becomes(HASH, loads + "result r0, r5", loaded + "*(u32 *)(r2 + 0) = r0\n*(u32 *)(r3 + 0) = r5\nw0 = 0",
                loaded + "r5 <<= 32\nr0 |= r5");
        becomes(HASH, loads + "result r5, r0", loaded + "*(u32 *)(r2 + 0) = r5\n*(u32 *)(r3 + 0) = r0\nw0 = 0",
                loaded + "r0 <<= 32\nr0 |= r5");
        becomes(HASH, "result r1 -> desc.hash, 7",
                "r0 = *(u32 *)(r1 + 0)\n*(u32 *)(r2 + 0) = r0\n*(u32 *)(r3 + 0) = 7\nw0 = 0",
                "r2 = *(u32 *)(r1 + 0)\nr0 = 7\nr0 <<= 32\nr0 |= r2");
        becomes(VLAN_TAG, "result 0x88a8, r1 -> desc.vlan",
                "*(u16 *)(r2 + 0) = 0xa888\nr0 = *(u16 *)(r1 + 8)\n*(u16 *)(r3 + 0) = r0\nw0 = 0",
                "r2 = *(u16 *)(r1 + 8)\nr0 = 0x88a8\nr0 <<= 16\nr0 |= r2");
        String tag = "r4 = *(u16 *)(r1 + 8)\nr5 = 0x88a8\n";
        becomes(VLAN_TAG, tag + "result r5, r4",
                tag + "r5 = be16 r5\n*(u16 *)(r2 + 0) = r5\n*(u16 *)(r3 + 0) = r4\nw0 = 0",
                tag + "r0 = r5\nr0 <<= 16\nr0 |= r4");
    }

    @Test
    void registersAndLinesCanBeOfOneGeneration() {
        becomes(HASH, """
                mainline: let rA = r4, rV = r5
                rfc:      let rA = r2, rV = r0
                          rA = get r1 -> desc.status.type
                          rV = get r1 -> desc.hash
                          if wA != 2 goto done
                          wV |= 1               ; not rV of desc.rV
                done:
                mainline: *(u32 *)(r2 + 0) = rV
                mainline: *(u32 *)(r3 + 0) = rA
                mainline: return 0
                rfc:      again: rA <<= 32
                rfc:      rV |= rA
                """, """
                r4 = *(u8 *)(r1 + 5)
                w4 &= 3
                r5 = *(u32 *)(r1 + 0)
                if w4 != 2 goto done
                w5 |= 1
                done:
                *(u32 *)(r2 + 0) = r5
                *(u32 *)(r3 + 0) = r4
                w0 = 0
                """, """
                r2 = *(u8 *)(r1 + 5)
                w2 &= 3
                r0 = *(u32 *)(r1 + 0)
                if w2 != 2 goto done
                w0 |= 1
                done:
                r2 <<= 32
                r0 |= r2
                """);
    }

    @Test
    void aTextOfOneGenerationNeedsNoMarks() {
        assertEquals(assembled("rfc: r4 = 0\nif r1 == r4 goto rfc\nw0 = 0"),
                assemble("rfc: r4 = 0\nif r1 == r4 goto rfc\nnone", new Signature("rfc", TIMESTAMP, List.of("rfc"))));
        assertEquals(assembled("*(u64 *)(r2 + 0) = r1\nw0 = 0"),
                assemble("let rB = r1\nresult rB", new Signature("mainline", TIMESTAMP, List.of("mainline"))));
    }

    @Test
    void whatIsOfOneGenerationNeedsItsMark() {
        refused(HASH, "\n  return -ENODATA", "line 2, column 3", "mainline and rfc", "`none`", "`mainline: return 0`");
        refused(HASH, "r0 = 0\n copy_u32 (r2), 1\n", "line 2, column 2", "r2 is used before it has a value",
                "generation rfc", "`mainline:`");
        refused(TIMESTAMP, "r0 = 0\nr4 = r3", "line 2, column 1", "r3 is used", "generation mainline");
        refused(TIMESTAMP, "if r1 == 0 goto on\nr4 = 1\non: result r4", "line 3, column 5", "r4 is used");
        refused(HASH, "; as it was\n\n BPF_MOV64_IMM(BPF_REG_0, 0),", "line 3", "macros", "one generation");
        refused(HASH, "rfc: mainline: r0 = 0\ngoto mainline", "line 2", "'mainline'");
    }

    @Test
    void mistakesAreNamedWithWhatToDo() {
        refused(TIMESTAMP, "result r1, r1", "line 1, column 1", "hands over 1 values, found 2", "`result VALUE`");
        refused(HASH, "result r1", "hands over 2 values, found 1", "`result HASH, TYPE`");
        refused("bpf_xdp_metadata_rx_hash_supported", "result r1", "this is for bpf_xdp_metadata_rx_hash_supported",
                "`return`");
        refused(HASH, "result r1 -> desc.time, 0", "64 bits", "bits 31:0");
        refused(VLAN_TAG, "result 0x10000, 0", "does not fit a value of 16 bits");
        refused(HASH, "r2 = 0\nresult r2, 0", "r2 is used for a value", "points to where the result goes");
        refused(HASH, "r0 = 0\nresult r1 -> desc.hash, r0", "r0 is used for a value", "goes through");
        refused(HASH, "result w1, 0", "r0 to r10");
        refused(TIMESTAMP, "rV = r1", "'rV'");
        refused(TIMESTAMP, "let r4 = r5", "'r4'", "rA to rZ");
        refused(TIMESTAMP, "let rA = r5\nlet rA = r4", "line 2", "'r5'", "rA to rZ");
        refused(TIMESTAMP, "let rA = r6\nrA = 0\nnone", "line 2", "register of the calling program");
        ProblemException other = assertThrows(ProblemException.class,
                () -> assemble("none", new Signature("later", HASH, List.of("later"))));
        assertTrue(other.getMessage().contains("mainline and rfc only, this is for later"), other.getMessage());
        ProblemException rfc = assertThrows(ProblemException.class,
                () -> assemble("r2 = r1\nresult r1 -> desc.hash, r2", new Signature("rfc", HASH, List.of("rfc"))));
        assertTrue(rfc.getMessage().contains("the other value goes through"), rfc.getMessage());
        ProblemException unsaid = assertThrows(ProblemException.class,
                () -> Template.assemble("none", Path.of("x.s"), NAMES, "test"));
        assertTrue(unsaid.getMessage().contains("'none' has a meaning"), unsaid.getMessage());
    }

    private static void becomes(String kfunc, String text, String mainline, String rfc) {
        assertEquals(assembled(mainline), assemble(text, new Signature("mainline", kfunc, BOTH)), text);
        assertEquals(assembled(rfc), assemble(text, new Signature("rfc", kfunc, BOTH)), text);
    }

    /** One of the generations refuses the text. */
    private static void refused(String kfunc, String text, String... parts) {
        ProblemException e = assertThrows(ProblemException.class, () -> BOTH.forEach(
                generation -> assemble(text, new Signature(generation, kfunc, BOTH))), text);
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), text + ": " + e.getMessage());
        }
        assertEquals(Optional.of(Path.of("x.s")), e.place().file());
    }

    private static List<Insn> assembled(String text) {
        return Assembler.assemble(text, Symbols.NONE, Set.of("end"));
    }

    private static List<Insn> assemble(String text, Signature signature) {
        return Template.assemble(text, Path.of("x.s"), NAMES, "test", signature).code();
    }
}
