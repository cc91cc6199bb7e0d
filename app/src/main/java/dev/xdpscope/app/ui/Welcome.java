package dev.xdpscope.app.ui;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is shown while nothing is open: what to do. */
final class Welcome extends VBox {
    Welcome(WindowContext context, Action choose) {
        getStyleClass().add("welcome");
        setId("welcome");
        setAlignment(Pos.CENTER);
        Label title = new Label("xdpscope");
        title.getStyleClass().add("welcome-title");
        Label about = new Label("Follow XDP hints from descriptor bits to the sk_buff, one instruction at a time.");
        about.getStyleClass().add("welcome-about");
        Button open = new Button(choose.title() + " " + choose.about() + "…");
        open.setId("welcome-open");
        open.setDefaultButton(true);
        open.setOnAction(_ -> choose.run().run());
        Label drop = new Label("or drop files here: scenario.json, program.o, packets.pcapng   ·   "
                + choose.keyText());
        drop.getStyleClass().add("welcome-note");
        getChildren().addAll(title, about, space(), open, drop);
        List<Path> recent = context.recent().paths();
        if (!recent.isEmpty()) {
            Label heading = new Label("Recent");
            heading.getStyleClass().add("welcome-heading");
            getChildren().addAll(space(), heading);
            recent.forEach(p -> {
                Hyperlink link = new Hyperlink(p.toString());
                link.setOnAction(_ -> context.open(List.of(p)));
                getChildren().add(link);
            });
        }
    }

    private static Region space() {
        Region space = new Region();
        space.setMinHeight(14);
        return space;
    }
}
