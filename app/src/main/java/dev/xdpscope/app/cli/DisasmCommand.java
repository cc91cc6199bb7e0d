package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Loading;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.BtfFile;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** {@code xdpscope disasm}. */
@Command(name = "disasm", description = "Shows programs as instructions, in the kernel's syntax.", footer = {"",
    "Examples:",
    "  xdpscope disasm prog.o",
    "  xdpscope disasm prog.o --nic mlx5 --design kfunc-unrolled   # with the driver's instructions in place",
    "  xdpscope disasm --hex 'b7 00 00 00 02 00 00 00'"})
final class DisasmCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "OBJECT", description = "ELF object.")
    private Optional<Path> object = Optional.empty();

    @Option(names = "--hex", paramLabel = "HEX", description = "Bytes of instructions in place of an object.")
    private Optional<String> hex = Optional.empty();

    @Option(names = "--program", paramLabel = "NAME", description = "Only this program; all of the object otherwise.")
    private Optional<String> program = Optional.empty();

    @Option(names = "--stage", paramLabel = "STAGE", converter = ProgramStage.Converter.class,
            description = "object (as clang wrote it), relocated, or as-run (needs --nic). "
                    + "Default: as-run with --nic, relocated without.")
    private Optional<ProgramStage> stage = Optional.empty();

    @Mixin
    private NicOptions nic = new NicOptions();

    @Option(names = "--design", paramLabel = "D", converter = DesignConverter.class,
            description = "For as-run: kfunc-call, kfunc-unrolled or xdp-md-field.")
    private AccessDesign design = AccessDesign.KFUNC_CALL;

    @Option(names = "--btf", paramLabel = "FILE",
            description = "For relocated: the kernel's types, such as /sys/kernel/btf/vmlinux or an object with BTF. "
                    + "Without them fields stay where they were compiled to be; as-run takes the NIC's types.")
    private Optional<Path> btf = Optional.empty();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--no-source", negatable = false, description = "Without C lines.")
    private boolean noSource;

    @Mixin
    private JsonOption json = new JsonOption();

    DisasmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (object.isPresent() == hex.isPresent()) {
            throw Problems.usage(
                    hex.isPresent() ? "both an object and --hex are given" : "there is nothing to disassemble",
                    "Give an ELF object, or bytes with --hex.");
        }
        if (hex.isPresent()) {
            bytes(hex.get());
        } else {
            object(object.get());
        }
        return 0;
    }

    private void bytes(String text) {
        List<Insn> code = InsnListing.decode(HexText.parse(text, "--hex", Place.NOWHERE));
        if (json.json()) {
            terminal.line(JsonText.of(InsnListing.json(code)));
        } else {
            InsnListing.print(code, terminal);
        }
    }

    private void object(Path file) {
        Loading loading = load.loading(Loading.DEFAULT);
        BpfObject elf = BpfObject.read(file, loading.configuration());
        List<String> wanted = program.map(List::of)
                .orElseGet(() -> elf.programs().stream().map(ObjectFunction::name).toList());
        if (wanted.isEmpty()) {
            throw new ProblemException(Place.of(file), "the object has no program",
                    "Put SEC(\"xdp\") before the program's function.");
        }
        ProgramStage form = stage.orElse(nic.nic().isPresent() ? ProgramStage.AS_RUN : ProgramStage.RELOCATED);
        if (btf.isPresent() && form != ProgramStage.RELOCATED) {
            throw Problems.usage("--btf is for --stage relocated",
                    "Leave it out: " + form.word() + " has its own types.");
        }
        Optional<Btf> target = btf.map(BtfFile::read);
        List<ProgramListing> listings = wanted.stream()
                .map(name -> new ProgramListing(program(elf, name, form, target, loading), form.word())).toList();
        if (json.json()) {
            ArrayNode all = JsonNodes.array();
            listings.forEach(l -> all.add(l.json()));
            terminal.line(JsonText.of(all));
            return;
        }
        for (int i = 0; i < listings.size(); i++) {
            if (i > 0) {
                terminal.line("");
            }
            listings.get(i).print(terminal, !noSource);
        }
    }

    private Program program(BpfObject elf, String name, ProgramStage form, Optional<Btf> target, Loading loading) {
        return switch (form) {
            case OBJECT -> elf.link(name, Optional.empty()).after(PassName.OBJECT);
            case RELOCATED -> elf.link(name, target);
            case AS_RUN -> {
                ConfiguredNic setup = nic.setup();
                Scenario scenario = Scenario.of(setup.nic().name(), elf.name(), elf.name())
                        .with(Change.program(name).and(Change.design(design)).and(Change.loading(loading)));
                yield Lab.prepare(scenario, setup);
            }
        };
    }
}
