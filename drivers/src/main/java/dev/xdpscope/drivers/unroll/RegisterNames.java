package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Cursor;
import dev.xdpscope.engine.isa.Token;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Registers by letters, for texts in which a register's number depends on the generation: {@code rV} and {@code wV}
 * after {@code let rV = r4}.
 */
final class RegisterNames {
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([rw])([A-Z])(?![\\w.])");
    private static final Pattern DEFINED = Pattern.compile("r[A-Z]");

    private final Map<String, Integer> numbers = new HashMap<>();

    /** Takes {@code rA = r3, rV = r4}. */
    void define(Cursor cursor) {
        do {
            Token name = cursor.peek();
            if (!DEFINED.matcher(name.text()).matches()) {
                throw cursor.expected("a name for a register that has none yet, rA to rZ");
            }
            cursor.take();
            cursor.expect("=");
            numbers.put(name.text().substring(1), cursor.register('r'));
        } while (cursor.accept(","));
    }

    /** The line with numbers in place of the letters; a number of one digit leaves all columns as they are. */
    String resolve(String line) {
        return NAME.matcher(line).replaceAll(found -> found.group(1)
                + (numbers.containsKey(found.group(2)) ? numbers.get(found.group(2)).toString() : found.group(2)));
    }
}
