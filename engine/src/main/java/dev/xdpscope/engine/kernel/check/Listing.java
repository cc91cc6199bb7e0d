package dev.xdpscope.engine.kernel.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Both programs, with instructions found by slot. Indexes are those of the lists. */
final class Listing {
    final List<CodeLine> ours;
    final List<Unit> kernels;
    private final Map<Integer, Integer> ourIndex = new HashMap<>();
    private final Map<Integer, Integer> kernelIndex = new HashMap<>();

    Listing(List<CodeLine> ours, List<Unit> kernels) {
        this.ours = List.copyOf(ours);
        this.kernels = List.copyOf(kernels);
        for (int i = 0; i < ours.size(); i++) {
            ourIndex.put(ours.get(i).slot(), i);
        }
        for (int i = 0; i < kernels.size(); i++) {
            kernelIndex.put(kernels.get(i).first().slot(), i);
        }
    }

    boolean inside(Place at) {
        return at.ours() >= 0 && at.ours() < ours.size() && at.kernels() >= 0 && at.kernels() < kernels.size();
    }

    CodeLine ours(Place at) {
        return ours.get(at.ours());
    }

    Unit kernels(Place at) {
        return kernels.get(at.kernels());
    }

    /** Our index of where our instruction leads; -1 if it does not, or nothing begins there. */
    int ourTarget(Place at) {
        return ourIndex.getOrDefault(ours(at).target(), -1);
    }

    int kernelTarget(Place at) {
        return kernelIndex.getOrDefault(kernels(at).target(), -1);
    }

    /** A moment of going through both programs: which instruction is next in each. */
    record Place(int ours, int kernels) {
        Place next() {
            return new Place(ours + 1, kernels + 1);
        }

        Place oursNext() {
            return new Place(ours + 1, kernels);
        }
    }
}
