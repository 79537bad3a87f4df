package cn.mingbai.core.ui;

import com.vaadin.flow.component.textfield.TextArea;

/** Puts words into a text while somebody writes it. */
public final class AtCursor {

    private static final String INSERT = """
            const field = this.inputElement, text = field.value;
            const from = field.selectionStart, to = field.selectionEnd;
            this.value = text.slice(0, from) + $0 + text.slice(from, to) + $1 + text.slice(to);
            const at = from + $0.length + (to - from);
            requestAnimationFrame(() => { field.focus(); field.setSelectionRange(at, at); });
            """;

    private AtCursor() {}

    /** Puts words where the cursor is, around what is selected. */
    public static void insert(TextArea field, String before, String after) {
        field.getElement().executeJs(INSERT, before, after);
    }
}
