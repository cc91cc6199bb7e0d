package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.drivers.rx.AfXdpFrame;
import dev.xdpscope.drivers.rx.Gro;
import dev.xdpscope.drivers.rx.Imported;
import dev.xdpscope.drivers.rx.TxMetadata;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.run.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One thing that happened to a packet past its XDP program. */
public sealed interface Hop {
    /** The moment at which it had happened. */
    Position at();

    /** Where the packet is then. */
    Stage stage();

    /** One line for people. */
    String text();

    /** What was lost there. */
    default List<Lost> lost() {
        return List.of();
    }

    /** What was recorded of it: a program's run, or a run of no steps at which memory can be looked at. */
    default Optional<Run> run() {
        return Optional.empty();
    }

    /** One of which something was recorded: it had happened when that ended. */
    sealed interface Recorded extends Hop {
        /** A program's run, or one of no steps. */
        Run moment();

        @Override
        default Position at() {
            return new Position(moment().index(), moment().steps());
        }

        @Override
        default Optional<Run> run() {
            return Optional.of(moment());
        }
    }

    /**
     * The buffer became a {@code struct xdp_frame}, which lies at its beginning.
     *
     * @param moment with the frame in memory
     * @param address of the frame
     * @param to who gets it
     * @param length bytes of the packet
     * @param frags in how many more buffers it lies
     * @param headroom bytes between frame and packet
     * @param metasize bytes of metadata
     */
    record Framed(Run moment, long address, String to, int length, int frags, int headroom, int metasize,
            List<Lost> lost)
            implements Recorded {
        public Framed {
            lost = List.copyOf(lost);
        }

        @Override
        public Stage stage() {
            return Stage.REDIRECT;
        }

        @Override
        public String text() {
            return "xdp_frame to " + to + ": " + length + " bytes"
                    + (frags == 0 ? "" : " in " + (frags + 1) + " buffers") + ", " + metasize
                    + " bytes of metadata, headroom "
                    + headroom;
        }
    }

    /**
     * A further program ran on the packet.
     *
     * @param moment its run
     * @param where for people, for example {@code CPU 2}
     * @param program its name
     * @param verdict for example {@code XDP_PASS} or {@code TC_ACT_OK}
     * @param metadata the metadata area after it
     * @param frame the packet's bytes after it
     * @param context address of what it got in r1
     * @param fault why it was stopped
     */
    record Ran(Run moment, String where, String program, String verdict, byte[] metadata,
            byte[] frame, long context, Optional<Fault> fault) implements Recorded {
        @Override
        public Stage stage() {
            return moment.stage().stop();
        }

        @Override
        public String text() {
            return program + " on " + where + ": " + verdict
                    + (metadata.length == 0 ? "" : ", " + metadata.length + " bytes of metadata");
        }
    }

    /**
     * The core built an sk_buff of the frame.
     *
     * @param moment with the sk_buff in memory
     * @param by who built it, for people
     * @param metasize bytes of metadata in front of the MAC header
     */
    record Built(Run moment, String by, int metasize, List<Lost> lost) implements Recorded {
        public Built {
            lost = List.copyOf(lost);
        }

        @Override
        public Stage stage() {
            return Stage.SKB;
        }

        @Override
        public String text() {
            return "sk_buff built by " + by + ", " + (metasize == 0 ? "without" : metasize + " bytes of") + " metadata";
        }
    }

    /**
     * An sk_buff got hints that had been stored for it.
     *
     * @param stored in the order they are taken over
     */
    record TakenOver(Position at, List<Imported> stored) implements Hop {
        public TakenOver {
            stored = List.copyOf(stored);
        }

        @Override
        public Stage stage() {
            return Stage.SKB;
        }

        @Override
        public String text() {
            return "the sk_buff takes over " + stored.stream()
                    .map(s -> s.member() + " " + SkbText.of(s.member(), s.value()) + " from " + s.place())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * An AF_XDP socket got the packet.
     *
     * @param moment with the packet in the UMEM
     * @param socket for people, for example {@code socket of queue 0}
     * @param typed the metadata, if it says its type
     * @param reply what came of sending it back, if the consumer does
     */
    record Delivered(Run moment, String socket, AfXdpFrame frame, Optional<TypedMetadata> typed,
            Optional<TxMetadata.Reply> reply, List<Lost> lost) implements Recorded {
        public Delivered {
            lost = List.copyOf(lost);
        }

        @Override
        public Stage stage() {
            return Stage.AF_XDP;
        }

        @Override
        public String text() {
            String expected = frame.agreed() ? "" : "; the consumer reads " + frame.metadata().length;
            return socket + ", " + (frame.zeroCopy() ? "zero copy" : "copied") + ": addr 0x"
                    + Long.toHexString(frame.address()) + ", len " + frame.length() + ", " + frame.metasize()
                    + " bytes of metadata in front" + expected;
        }
    }

    /** A device sends the packet. */
    record Transmitted(Position at, String device, String note) implements Hop {
        @Override
        public Stage stage() {
            return Stage.REDIRECT;
        }

        @Override
        public String text() {
            return "sent by " + device + (note.isEmpty() ? "" : "; " + note);
        }
    }

    /** GRO compared the packet with an earlier one of its flow. */
    record Compared(Position at, Gro.Comparison comparison) implements Hop {
        @Override
        public Stage stage() {
            return Stage.SKB;
        }

        @Override
        public String text() {
            return comparison.same() ? "GRO: nothing keeps it apart from packet " + comparison.with()
                    : "GRO: not merged with packet " + comparison.with() + ": "
                            + String.join("; ", comparison.reasons());
        }
    }

    /** The packet went no further. */
    record Ended(Position at, Stage stage, String text) implements Hop {}
}
