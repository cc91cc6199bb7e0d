package dev.xdpscope.drivers.lab.compare;

/**
 * How often something was called, all packets together.
 *
 * @param name of the kfunc or helper
 * @param how what stood behind the call
 */
public record CallCount(String name, How how, long count) {
    /** What a call led to. */
    public enum How {
        /** The driver's function was entered. */
        BODY("body", "bodies"),
        /** The driver's instructions were in place of the call. */
        IN_PLACE("in place", "in place"),
        /** The driver has no such function, and the kernel's stub answered. */
        STUB("stub", "stubs"),
        /** The simulated kernel's own code. */
        NATIVE("native", "native"),
        HELPER("helper", "helpers");

        private final String word;
        private final String words;

        How(String word, String words) {
            this.word = word;
            this.words = words;
        }

        /** What one is called. */
        public String word() {
            return word;
        }

        /** What several are called. */
        public String words() {
            return words;
        }
    }
}
