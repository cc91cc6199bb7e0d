package dev.xdpscope.drivers.nic;

/** How many descriptors the comparisons of kfuncs put through each NIC. */
final class Descriptors {
    private static final String PROPERTY = "xdpscope.descriptors";

    private Descriptors() {}

    /**
     * Descriptors for one of a test's configurations.
     *
     * @param usual without the system property {@code xdpscope.descriptors}, which gives the number for the NIC as a whole
     * @param configurations how many the test goes through
     */
    static int each(int usual, int configurations) {
        return Math.max(usual, Math.ceilDiv(Integer.getInteger(PROPERTY, 0), configurations));
    }
}
