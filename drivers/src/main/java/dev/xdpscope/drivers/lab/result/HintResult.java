package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.abi.Errno;
import java.util.Map;

/**
 * What the NIC's driver answers when asked for a hint.
 *
 * @param result what the mainline kfunc returns: 0 or a negative errno
 * @param values its outputs by name, in order: {@code timestamp} (ns) · {@code hash}, {@code type} (enum xdp_rss_hash_type)
 *     · {@code proto} (host order), {@code tci}; empty unless the result is 0
 */
public record HintResult(Hint hint, int result, Map<String, Long> values) {

    /** The errno's name, for example {@code -ENODATA}; {@code 0} for success. */
    public String resultName() {
        return Errno.shown(result);
    }
}
