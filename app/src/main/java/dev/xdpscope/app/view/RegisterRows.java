package dev.xdpscope.app.view;

import dev.xdpscope.engine.record.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registers: pointers with what they point to, changes as old → new. */
final class RegisterRows {
    private static final int FRAME_POINTER = 10;

    private RegisterRows() {}

    static List<LaneRow> of(Moment m) {
        List<LaneRow> rows = new ArrayList<>();
        String depth = m.state().frames().isEmpty() ? "" : "call depth " + m.state().frames().size();
        rows.add(new LaneRow.Title("Registers", depth));
        boolean sameFrame = m.before().filter(b -> b.frames().size() == m.state().frames().size()).isPresent();
        for (int r = 0; r <= FRAME_POINTER; r++) {
            String now = text(m, m.state(), r);
            boolean comparable = sameFrame || r < 6;
            int register = r;
            Optional<String> before = m.before().filter(b -> comparable && b.register(register) != m.state()
                    .register(register)).map(b -> text(m, b, register));
            rows.add(new LaneRow.Value("r" + r, now, before, note(m, r), Optional.of(new Selection.Register(r)),
                    Optional.empty(), m.state().register(r) == 0));
        }
        return rows;
    }

    private static String text(Moment m, State state, int register) {
        long value = state.register(register);
        return new Pointers(m.recording(), state, m.context()).of(value).orElseGet(() -> Text.register(value));
    }

    private static String note(Moment m, int register) {
        long value = m.state().register(register);
        return m.state().region(value).map(region -> region.spec().kind().toString()).orElse("");
    }
}
