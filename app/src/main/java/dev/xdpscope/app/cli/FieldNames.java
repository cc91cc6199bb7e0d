package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.nic.Driver;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which members of the driver's structures the loads and stores of unrolled code touch. It follows pointers from the
 * context in r1 through the code, whose jumps lead forward.
 */
final class FieldNames {
    private static final int REGISTERS = 11;

    /** A member and the id of its type. */
    private record Member(String path, int type) {}

    private final Replacement by;
    private final Driver driver;
    private final Btf btf;
    private final int context;
    /** Before each instruction the type that each register points to, 0 where that is not known; null if not reached. */
    private final int[][] before;
    private final List<String> names = new ArrayList<>();

    private FieldNames(Replacement by, Driver driver) {
        this.by = by;
        this.driver = driver;
        this.btf = driver.btf();
        this.context = btf.struct(driver.contextType()).orElse(0);
        this.before = new int[by.code().size() + 1][];
    }

    /** For each slot of the code the member it accesses, such as {@code mlx5_cqe64.vlan_info}, or an empty text. */
    static List<String> of(Replacement by, Driver driver) {
        FieldNames walk = new FieldNames(by, driver);
        List<Insn> code = by.code();
        int[] start = new int[REGISTERS];
        start[1] = walk.context;
        walk.before[0] = start;
        for (int i = 0; i < code.size(); i++) {
            walk.names.add(walk.visit(i, code.get(i)));
        }
        return List.copyOf(walk.names);
    }

    private String visit(int at, Insn insn) {
        int[] types = before[at] == null ? new int[REGISTERS] : before[at].clone();
        Optional<Member> member = switch (insn) {
            case Insn.Load load -> member(types[load.base()], load.off());
            case Insn.Store store -> member(types[store.base()], store.off());
            default -> Optional.empty();
        };
        int moved = switch (insn) {
            case Insn.Load load -> member.map(m -> pointee(m.type)).orElse(0);
            case Insn.Alu(Insn.Width w, Insn.AluOp op, int dst, Operand.Reg(int src)) when w == Insn.Width.W64
                    && op == Insn.AluOp.MOV -> types[src];
            case Insn.CallKfunc call -> result(call.id());
            default -> 0;
        };
        if (Registers.isCall(insn)) {
            Arrays.fill(types, 1, 6, 0);
        }
        Registers.written(insn).forEach(r -> types[r] = moved);
        switch (insn) {
            case Insn.Goto jump -> reach(at + 1L + jump.off(), types);
            case Insn.Jump jump -> {
                reach(at + 1L + jump.off(), types);
                reach(at + 1L, types);
            }
            default -> reach(at + 1L, types);
        }
        return member.map(Member::path).orElse("");
    }

    /** What is known where ways meet is what all of them know. */
    private void reach(long target, int[] types) {
        if (target < 0 || target >= before.length) {
            return;
        }
        int[] known = before[(int) target];
        int[] merged = types.clone();
        if (known != null) {
            Arrays.setAll(merged, r -> known[r] == types[r] ? types[r] : 0);
        }
        before[(int) target] = merged;
    }

    /** The structure that a function's result points to. */
    private int result(int callee) {
        String function = by.callees().get(callee).body().name();
        return btf.named(function).stream().map(btf::type).filter(BtfType.Func.class::isInstance)
                .map(f -> btf.type(((BtfType.Func) f).prototype()))
                .filter(BtfType.FunctionPrototype.class::isInstance)
                .map(p -> pointee(((BtfType.FunctionPrototype) p).result())).findFirst().orElse(0);
    }

    private int pointee(int type) {
        return btf.resolved(type) instanceof BtfType.Pointer p && btf.resolved(p.target()) instanceof BtfType.Struct
                ? btf.resolve(p.target()) : 0;
    }

    private Optional<Member> member(int struct, int offset) {
        Optional<String> scratch = struct == context ? driver.scratch().slot(offset) : Optional.empty();
        if (scratch.isPresent()) {
            return scratch.map(name -> new Member(name, 0));
        }
        return struct == 0 ? Optional.empty() : member(struct, offset, btf.resolved(struct).name());
    }

    private Optional<Member> member(int type, int offset, String path) {
        if (!(btf.resolved(type) instanceof BtfType.Struct composite)) {
            return Optional.of(new Member(path, type));
        }
        for (BtfType.Member m : composite.members()) {
            int at = m.bitOffset() / Byte.SIZE;
            int size =
                    m.bitSize() > 0 ? (m.bitOffset() % Byte.SIZE + m.bitSize() + 7) / Byte.SIZE : btf.sizeOf(m.type());
            if (offset >= at && offset < at + size) {
                return member(m.type(), offset - at, m.name().isEmpty() ? path : path + "." + m.name());
            }
        }
        return Optional.empty();
    }
}
