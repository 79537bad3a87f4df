package cn.mingbai.materials.leaflets;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What the leaflet tells, by its sections; local values stand in it by their names. */
@Component
class LeafletDocuments implements SearchDocuments {

    private final LeafletTemplates templates;
    private final Texts texts;

    LeafletDocuments(LeafletTemplates templates, Texts texts) {
        this.templates = templates;
        this.texts = texts;
    }

    @Override
    public String stamp() {
        return templates.inForce().toString();
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        var template = templates.inForce();
        var names = new TreeMap<String, String>();
        template.placeholders()
                .forEach(key -> names.put(key, texts.get(Texts.LOCALES.getFirst(), "core.setting." + key)));
        var sections = new ArrayList<>(template.front());
        sections.addAll(template.back());
        for (var section : sections) {
            passages.accept(new SearchPassage(
                    "sheet:" + template.label() + "/" + section.heading(),
                    Kind.SHEET,
                    section.heading(),
                    template.title(),
                    text(section, names),
                    template.ruleLayer(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    List.of(),
                    null));
        }
    }

    private static String text(Section section, Map<String, String> names) {
        return LeafletTemplate.fill(String.join("\n", section.paragraphs()), names, "")
                .replace("**", "");
    }
}
