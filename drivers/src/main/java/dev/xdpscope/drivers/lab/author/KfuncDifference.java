package dev.xdpscope.drivers.lab.author;

/**
 * A descriptor on which a kfunc, called and unrolled, does not do the same.
 *
 * @param descriptor its bytes as the NIC writes them, in hexadecimal
 * @param kfunc as programs name it
 * @param called what the driver's function did
 * @param unrolled what the code in its place did
 */
public record KfuncDifference(String descriptor, String kfunc, KfuncResult called, KfuncResult unrolled) {
    @Override
    public String toString() {
        return kfunc + " of descriptor " + descriptor + "\n  called    " + called + "\n  unrolled  " + unrolled;
    }
}
