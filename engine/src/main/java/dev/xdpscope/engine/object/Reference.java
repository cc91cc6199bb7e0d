package dev.xdpscope.engine.object;

import dev.xdpscope.engine.isa.Insn;

import java.util.List;

/** What a relocated instruction refers to. */
sealed interface Reference {
    /** For the reader: what it is and its symbol's name. */
    String label();

    /** A call of a function of the same object. */
    record Call(ObjectFunction function, boolean relocated) implements Reference {
        @Override
        public String label() {
            return "call of subprogram " + function.name();
        }
    }

    /** The address of a function of the same object. */
    record Address(ObjectFunction function) implements Reference {
        @Override
        public String label() {
            return "address of subprogram " + function.name();
        }
    }

    /** A map, by its index, and the programs that a tail call through it can enter. */
    record ToMap(int map, String name, List<ObjectFunction> programs) implements Reference {
        @Override
        public String label() {
            return "map " + name;
        }
    }

    /** A byte of a data section's map. */
    record ToData(int map, int offset, String symbol) implements Reference {
        @Override
        public String label() {
            return symbol;
        }
    }

    /**
     * A call of a kernel function.
     *
     * @param name without a flavour
     * @param extern libbpf's number of the symbol
     */
    record KfuncCall(String name, int parameters, boolean weak, int extern) implements Reference {
        /** The number of a helper that does not exist, which names the symbol (libbpf 1.7, src/libbpf.c). */
        private static final int POISON = 2_002_000_000;

        @Override
        public String label() {
            return "kfunc " + name;
        }

        /** What libbpf puts in place of a call of a weak kernel function that the kernel does not have. */
        Insn poison() {
            return new Insn.CallHelper(POISON + extern);
        }
    }

    /** The address of a kernel variable that the kernel does not have: 0. */
    record Missing(String name) implements Reference {
        @Override
        public String label() {
            return "kernel variable " + name + ", which is not there and weak: 0";
        }
    }

    /** The address of a kernel function, which programs only compare with 0. */
    record KfuncAddress(String name) implements Reference {
        @Override
        public String label() {
            return "address of kfunc " + name;
        }
    }
}
