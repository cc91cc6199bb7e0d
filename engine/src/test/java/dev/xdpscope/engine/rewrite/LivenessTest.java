package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.Kfunc;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registers that are used later, and hold something. */
class LivenessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | r2 = 1; r0 = r2; exit                                             | 2
            0 | r2 = 1; r2 = 2; r0 = r2; exit                                     |
            1 | r2 = 1; if r2 == 0 goto pc+1; r0 = r2; r0 = r1; exit              | 1 2
            1 | r6 = 0; r2 = 3; r6 += r2; r2 = 4; if r6 != 9 goto pc-3; r0 = r6; exit | 2 6
            0 | r6 = r1; call bpf_ktime_get_ns; r0 += r6; exit                    | 1 6
            1 | r6 = r1; call bpf_ktime_get_ns; r0 += r6; exit                    | 0 6
            0 | r0 = 1; call k; exit                                              | 1
            2 | goto pc+2; exit; r1 = r6; r2 = r7; exit                           |
            0 | r2 = 7; call pc+1; exit; r0 = r2; exit                            | 1 2
            3 | r2 = 7; call pc+1; exit; r3 = 1; r0 = r2; exit                    | 2
            1 | r1 = 5; r2 = 0x100000000 ll; r1 += r2; r0 = r1; exit              | 1 2
            """)
    void after(int at, String code, String expected) {
        int live = Liveness.of(TestProgram.of(code.replace(';', '\n'),
                List.of(TestProgram.kfunc("k", new Kfunc.Binding.Unbound())))).after(at);
        StringBuilder text = new StringBuilder();
        for (int r = 0; r <= 10; r++) {
            text.append((live >> r & 1) == 0 ? "" : " " + r);
        }
        assertEquals(expected == null ? "" : " " + expected, text.toString());
    }
}
