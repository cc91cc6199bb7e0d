package dev.xdpscope.engine.object;

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

    /** A call of a kernel function. */
    record KfuncCall(String name, int parameters, boolean weak) implements Reference {
        @Override
        public String label() {
            return "kfunc " + name;
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
