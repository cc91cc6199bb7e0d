package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.unroll.Signature;
import dev.xdpscope.drivers.unroll.Template;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Replacement;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the recipes of a driver into instructions. */
final class Unroller {
    private static final String RFC = "rfc";
    /** What the core put in place of an empty patch (RFC v2, November 2022). */
    private static final Insn NOTHING = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(0));

    private final Nic nic;
    private final Driver driver;
    private final Template.Names names;

    /** @param layouts of the descriptor, and of what the NIC writes in front of a frame */
    Unroller(Nic nic, Driver driver, List<Layout> layouts, Map<String, Long> constants) {
        this.nic = nic;
        this.driver = driver;
        Map<String, Long> all = new HashMap<>(constants);
        driver.scratch().templateSlots().forEach((offset, name) -> all.put(name, (long) offset));
        this.names = new Template.Names(layouts, driver.btf(), all);
    }

    /**
     * @throws ProblemException if the template is no code, or breaks a rule
     */
    Unrolling unrolling(Recipe recipe) {
        return switch (recipe.how()) {
            case Recipe.How.Call(String reason) -> new Unrolling.KeepCall(reason);
            case Recipe.How.Template template -> replace(recipe, template);
        };
    }

    private Unrolling replace(Recipe recipe, Recipe.How.Template template) {
        String name = nic.name() + " unrolls " + recipe.kfunc();
        if (recipe.generation().equals(RFC) && template.calls().isEmpty() && Template.isEmpty(template.text())) {
            Replacement nothing = new Replacement(List.of(NOTHING),
                    nic.name() + " leaves the patch for " + recipe.kfunc() + " empty: the core puts 0");
            return new Unrolling.Replace(nothing, Optional.empty(), nothing);
        }
        String why = "called where " + name + template.calls().map(reason -> ": " + reason).orElse("");
        Path file = nic.file(template.file());
        Template.Names known = names.calling(function -> callee(function, why));
        Signature signature = new Signature(recipe.generation(), recipe.kfunc(), template.sharing());
        Replacement by = Template.assemble(template.text(), file, known, name, signature);
        if (template.calls().isEmpty() && !by.callees().isEmpty()) {
            throw new ProblemException(Place.of(file), "unrolled code calls "
                    + by.callees().getFirst().body().name() + " without a reason",
                    "Say why it must, in the unroller's member 'calls'.");
        }
        if (template.calls().isPresent() && by.callees().isEmpty()) {
            throw new ProblemException(Place.of(file), "unrolled code calls nothing, though there is a reason for it",
                    "Leave out the unroller's member 'calls'.");
        }
        return new Unrolling.Replace(by, template.calls(),
                Template.unresolved(template.text(), file, known, name, signature));
    }

    private Optional<Replacement.Callee> callee(String function, String why) {
        return driver.object().programs().stream().filter(p -> p.name().equals(function)).findFirst()
                .map(p -> new Replacement.Callee(driver.function(function), driver.parameters(function), why));
    }
}
