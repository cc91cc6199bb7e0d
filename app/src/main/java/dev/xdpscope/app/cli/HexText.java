package dev.xdpscope.app.cli;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.HexFormat;

/** Bytes as hexadecimal text. */
final class HexText {
    private HexText() {}

    /**
     * The bytes of {@code text}: two digits each; white space, {@code 0x}, {@code :} and {@code ,} are passed over.
     *
     * @param what what the text should be, for the message
     */
    static byte[] parse(String text, String what, Place place) {
        String digits = text.replaceAll("0[xX]|[\\s:,]", "");
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            boolean odd = digits.matches("[0-9a-fA-F]*");
            throw new ProblemException(place,
                    odd ? what + " has an odd number of hexadecimal digits: " + digits.length()
                            : what + " is not hexadecimal",
                    "Write two hexadecimal digits for each byte.");
        }
    }

    /** Two digits per byte, blanks between. */
    static String spaced(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
