package cn.mingbai.core.ui;

import cn.mingbai.core.figures.Share;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A share as a bar with its numbers beside it; an empty unit shows a word instead. */
public final class ShareBar extends Div {

    /**
     * Shows {@code share}.
     *
     * @param emptyText what an empty unit shows, for example 无应访户
     */
    public ShareBar(Share share, String emptyText) {
        addClassName("mb-share");
        if (share.isEmpty()) {
            var empty = new Span(emptyText);
            empty.addClassName("mb-quiet");
            add(empty);
            return;
        }
        var fill = new Span();
        fill.getStyle().set("width", share.permille() / 10 + "." + share.permille() % 10 + "%");
        var bar = new Span(fill);
        bar.addClassName("mb-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        var percent = new Span(share.percent());
        percent.addClassName("mb-percent");
        var fraction = new Span(share.fraction());
        fraction.addClassNames("mb-quiet", "mb-fraction");
        add(bar, new Span(percent, fraction));
    }
}
