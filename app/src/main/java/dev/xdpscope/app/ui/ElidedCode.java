package dev.xdpscope.app.ui;

import dev.xdpscope.app.view.Tokens;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** One line of coloured code, ending in an ellipsis where its column is too narrow. */
final class ElidedCode extends Pane {
    private static final double ENDLESS = 10_000;

    private final TextFlow flow = new TextFlow();
    private final Text more = new Text("…");
    private final Rectangle clip = new Rectangle();

    private List<Tokens.Token> line = List.of();
    private List<Tokens.Token> shown = List.of();

    ElidedCode() {
        getStyleClass().add("code");
        more.getStyleClass().add("code-comment");
        more.setVisible(false);
        getChildren().addAll(flow, more);
        flow.setClip(clip);
        setMouseTransparent(true);
    }

    void show(List<Tokens.Token> tokens) {
        line = tokens;
        put(tokens);
    }

    private void put(List<Tokens.Token> tokens) {
        shown = tokens;
        flow.getChildren().setAll(tokens.stream().map(ElidedCode::text).toList());
        requestLayout();
    }

    /** Says how many characters there is room for: a long function name is shortened in its middle if that helps. */
    void room(int characters) {
        List<Tokens.Token> fitting = Tokens.fit(line, characters);
        if (!fitting.equals(shown)) {
            put(fitting);
        }
    }

    /** Whether not all of it is seen. */
    boolean isShortened() {
        return !shown.equals(line) || isCut();
    }

    /** A remark that is not code. */
    void note(String text) {
        line = List.of();
        shown = line;
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
        double height = flow.prefHeight(ENDLESS);
        double dots = more.getLayoutBounds().getWidth();
        boolean cut = isCut();
        more.setVisible(cut && getWidth() > dots);
        clip.setWidth(Math.max(0, cut ? getWidth() - dots - 1 : getWidth()));
        clip.setHeight(height);
        flow.resizeRelocate(0, Math.round((getHeight() - height) / 2), ENDLESS, height);
        more.relocate(getWidth() - dots, flow.getLayoutY());
    }

    private boolean isCut() {
        return !isEmpty() && flow.prefWidth(-1) > getWidth() + 0.5;
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
