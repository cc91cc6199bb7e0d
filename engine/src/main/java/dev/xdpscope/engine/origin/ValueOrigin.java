package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.record.Step;
import java.util.List;

/**
 * The answer to "where did this value come from?".
 *
 * @param steps the instructions that made or moved the value, latest first
 * @param sources what it was made of; data only, not the pointers and conditions that led there
 */
public record ValueOrigin(List<Step> steps, List<ValueSource> sources) {
    public ValueOrigin {
        steps = List.copyOf(steps);
        sources = List.copyOf(sources);
    }
}
