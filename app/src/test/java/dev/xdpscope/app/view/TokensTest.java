package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pieces of a line and how a long one is shortened. */
class TokensTest {
    private static String kinds(List<Tokens.Token> line) {
        return line.stream().filter(t -> t.kind() != Tokens.Kind.TEXT).map(t -> t.kind() + ":" + t.text())
                .collect(Collectors.joining(" "));
    }

    private static String text(List<Tokens.Token> line) {
        return line.stream().map(Tokens.Token::text).collect(Collectors.joining());
    }

    @Test
    void assembly() {
        String line = "if r1 == 0x2a goto +3 ; *(u32 *)(w10 -4)";
        List<Tokens.Token> tokens = Tokens.assembly(line);
        assertEquals(line, text(tokens));
        assertEquals("KEYWORD:if REGISTER:r1 NUMBER:0x2a KEYWORD:goto NUMBER:+3 TYPE:u32 REGISTER:w10 NUMBER:-4",
                kinds(tokens));
        assertEquals("KEYWORD:call CALL:bpf_loop#181", kinds(Tokens.assembly("call bpf_loop#181")));
        assertEquals(List.of(new Tokens.Token("r0", Tokens.Kind.REGISTER), new Tokens.Token(" = ", Tokens.Kind.TEXT),
                new Tokens.Token("r1", Tokens.Kind.REGISTER)), Tokens.assembly("r0 = r1"));
        assertEquals(List.of(), Tokens.assembly(""));
    }

    @Test
    void c() {
        String line = "return f(x, \"a // b\") + 12UL; // ends";
        List<Tokens.Token> tokens = Tokens.c(line);
        assertEquals(line, text(tokens));
        assertEquals("KEYWORD:return CALL:f STRING:\"a // b\" NUMBER:12UL COMMENT:// ends", kinds(tokens));
        assertEquals("KEYWORD:static TYPE:struct TYPE:__u32", kinds(Tokens.c("static struct a *p; __u32 b;")));
    }

    /** The name has 24 characters, of which 18 are always kept. */
    @Test
    void theLongestNameGivesWayFirst() {
        String line = "call abcdefghijklmnopqrst#181";
        List<Tokens.Token> tokens = Tokens.assembly(line);
        assertEquals(line, text(Tokens.fit(tokens, line.length())));
        assertEquals("call abcd…ghijklmnopqrst#181", text(Tokens.fit(tokens, line.length() - 1)));
        assertEquals("call abcd…hijklmnopqrst#181", text(Tokens.fit(tokens, line.length() - 2)));
        String least = "call abcd…lmnopqrst#181";
        assertEquals(least, text(Tokens.fit(tokens, line.length() - 6)));
        assertEquals(least, text(Tokens.fit(tokens, 3)), "no shorter than that");
        List<Tokens.Token> fixed = Tokens.assembly("r1 = 0x1234567812345678 ll");
        assertEquals(fixed, Tokens.fit(fixed, 5), "only names give way");
        List<Tokens.Token> small = Tokens.assembly("call bpf_map_lookup#181");
        assertEquals(small, Tokens.fit(small, 5));
    }
}
