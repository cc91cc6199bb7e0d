package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.CoreBreakage;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A program on many NICs with several access designs, and where the results differ. Immutable.
 *
 * @param program name of the program's function
 * @param metadata how the program divides its metadata area
 * @param nics in the order asked for; of each NIC its usual revision and configuration first
 */
public record Comparison(ComparisonRequest request, String program, MetadataLayout metadata, List<ComparedNic> nics) {

    /**
     * Runs all cells, as many at a time as there are processors. The result does not depend on their number.
     *
     * @throws ProblemException if a NIC, the object or a switch is not known, or if the program can be run nowhere
     */
    public static Comparison run(ComparisonRequest request) {
        List<Variant> variants = Variants.of(request);
        BpfObject object = BpfObject.read(request.scenario().program().object(),
                request.scenario().kernel().loading().configuration());
        String program = ProgramChoice.of(object, request.scenario().program().name());
        List<CellRun> runs = runs(request, variants, object);
        int designs = request.designs().size();
        List<ComparedNic> nics = new ArrayList<>();
        SortedMap<Integer, MetadataLayout.Known> metadata = new TreeMap<>();
        for (int i = 0; i < variants.size(); i++) {
            List<CellRun> row = runs.subList(i * designs, (i + 1) * designs);
            row.forEach(r -> r.metadata().forEach(metadata::putIfAbsent));
            nics.add(nic(variants.get(i), row, object, program));
        }
        return new Comparison(request, program, MetadataLayout.of(metadata), List.copyOf(nics));
    }

    private static List<CellRun> runs(ComparisonRequest request, List<Variant> variants, BpfObject object) {
        List<CellRun> runs = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<CellRun>> pending = new ArrayList<>();
            for (Variant variant : variants) {
                for (AccessDesign design : request.designs()) {
                    pending.add(workers
                            .submit(() -> CellRun.of(request.scenario(), variant, design, object.btf())));
                }
            }
            for (Future<CellRun> run : pending) {
                runs.add(finished(run));
            }
        }
        if (runs.stream().allMatch(r -> r.cell().ran().isEmpty())) {
            throw ((Cell.Refused) runs.getFirst().cell().result()).problem();
        }
        return runs;
    }

    private static CellRun finished(Future<CellRun> run) {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException r -> r;
                case Error error -> throw error;
                default -> new IllegalStateException(e.getCause());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ComparedNic nic(Variant variant, List<CellRun> row, BpfObject object, String program) {
        ConfiguredNic setup = Nics.load(variant.nic()).configure(Optional.of(variant.revision()), variant.changed());
        return new ComparedNic(variant, setup, breakages(setup, object, program),
                row.stream().flatMap(r -> r.hints().stream()).findFirst(), row.stream().map(CellRun::cell).toList());
    }

    private static List<CoreBreakage> breakages(ConfiguredNic setup, BpfObject object, String program) {
        try {
            return object.breakages(program, setup.driver().btf());
        } catch (ProblemException e) {
            // The cells say so themselves: they could not be linked.
            return List.of();
        }
    }

    /** The cell of a NIC that its other designs are compared with; empty if the program could not be run there. */
    public Optional<Cell> reference(ComparedNic nic) {
        return nic.cells().stream().filter(c -> c.design() == request.reference() && c.ran().isPresent()).findFirst();
    }

    /** The NIC that {@code nic} is compared with: its own usual form, or for that the scenario's NIC. */
    public Optional<ComparedNic> reference(Variant variant) {
        ComparedNic own = first(variant.nic());
        if (!own.variant().equals(variant)) {
            return Optional.of(own);
        }
        return usual().variant().equals(variant) ? Optional.empty() : Optional.of(usual());
    }

    /** The NIC that others are compared with: the scenario's, or the first where that is not among them. */
    public ComparedNic usual() {
        return nics.stream().filter(n -> n.variant().nic().equals(request.scenario().nic().name())).findFirst()
                .orElse(nics.getFirst());
    }

    private ComparedNic first(String nic) {
        return nics.stream().filter(n -> n.variant().nic().equals(nic)).findFirst().orElseThrow();
    }

    /** Where a cell differs from the reference design on the same NIC. */
    public List<FieldDifference> differences(ComparedNic nic, Cell cell) {
        return between(reference(nic), Optional.of(cell));
    }

    /** Where a NIC differs from the one it is compared with, both with the reference design. */
    public List<FieldDifference> differences(ComparedNic nic) {
        return between(reference(nic.variant()).flatMap(this::reference), reference(nic));
    }

    private List<FieldDifference> between(Optional<Cell> reference, Optional<Cell> cell) {
        Optional<Cell.Ran> from = reference.flatMap(Cell::ran);
        Optional<Cell.Ran> to = cell.flatMap(Cell::ran);
        return from.isEmpty() || to.isEmpty() ? List.of() : FieldDifference.between(from.get(), to.get(), metadata);
    }

    /**
     * The design on the same NIC that made the very same program as {@code cell}'s: the reference, or one in front of it;
     * empty if there is none.
     */
    public Optional<AccessDesign> sameProgram(ComparedNic nic, Cell cell) {
        if (cell.design() == request.reference()) {
            return Optional.empty();
        }
        return cell.ran()
                .flatMap(ran -> Stream.concat(reference(nic).stream(), nic.cells().stream().takeWhile(c -> c != cell))
                        .filter(c -> c.ran().filter(ran::sameProgram).isPresent()).map(Cell::design).findFirst());
    }

    /** What of the scenario does not hold on other NICs than its own, in words. */
    public List<String> voided() {
        return nics.stream().flatMap(n -> n.variant().change().apply(request.scenario()).voided().stream()).distinct()
                .toList();
    }

    /** How many packets each cell was given. */
    public int packets() {
        return nics.stream().flatMap(n -> n.cells().stream()).flatMap(c -> c.ran().stream())
                .mapToInt(r -> r.packets().size()).findFirst().orElse(0);
    }
}
