package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Tokens;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** One line of coloured code, cut off where its column ends. */
final class CodeLine extends Pane {
    private static final double ENDLESS = 10_000;

    private final TextFlow flow = new TextFlow();
    private final Rectangle clip = new Rectangle();

    CodeLine() {
        getStyleClass().add("code");
        getChildren().add(flow);
        setClip(clip);
        setMouseTransparent(true);
    }

    void show(List<Tokens.Token> tokens) {
        flow.getChildren().setAll(tokens.stream().map(CodeLine::text).toList());
        requestLayout();
    }

    /** A remark that is not code. */
    void note(String text) {
        Text node = new Text(text);
        node.getStyleClass().add("code-note");
        flow.getChildren().setAll(node);
        requestLayout();
    }

    boolean isEmpty() {
        return flow.getChildren().isEmpty();
    }

    private static Text text(Tokens.Token token) {
        Text text = new Text(token.text());
        text.getStyleClass().add("code-" + token.kind().name().toLowerCase(java.util.Locale.ROOT));
        return text;
    }

    @Override
    protected void layoutChildren() {
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        double height = flow.prefHeight(ENDLESS);
        flow.resizeRelocate(0, Math.round((getHeight() - height) / 2), ENDLESS, height);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }
}
