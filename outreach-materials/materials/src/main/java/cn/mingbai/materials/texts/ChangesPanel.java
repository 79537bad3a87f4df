package cn.mingbai.materials.texts;

import cn.mingbai.materials.texts.TextChanges.Kind;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;

/** What changed between two texts: under each heading the sentences that went and those that came. */
class ChangesPanel extends Div {

    ChangesPanel(TextChanges changes) {
        addClassName("mb-text-changes");
        if (changes.isEmpty()) {
            add(new Paragraph(getTranslation("materials.text.changes-none")));
        }
        for (var section : changes.sections()) {
            var mark = section.kind() == Kind.SAME
                    ? ""
                    : getTranslation("materials.text.section." + section.kind().name());
            add(new H3(section.heading() + mark));
            var list = new UnorderedList();
            section.sentences().stream()
                    .filter(sentence -> sentence.kind() != Kind.SAME)
                    .forEach(sentence -> list.add(item(sentence)));
            add(list);
        }
    }

    private ListItem item(TextChanges.Sentence sentence) {
        var isGone = sentence.kind() == Kind.REMOVED;
        var words = new Element(isGone ? "del" : "ins");
        words.setText(sentence.text());
        var item = new ListItem(new Span(getTranslation(isGone ? "materials.text.before" : "materials.text.after")));
        item.getElement().appendChild(words);
        return item;
    }
}
