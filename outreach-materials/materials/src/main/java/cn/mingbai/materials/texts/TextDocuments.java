package cn.mingbai.materials.texts;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.time.Times;
import cn.mingbai.print.Section;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What the leaflet in force today tells, by its sections; local values stand in it by their names. Boards say the same in
 * fewer words, and would only crowd the answers.
 */
@Component
class TextDocuments implements SearchDocuments {

    private final PolicyTexts policyTexts;
    private final Texts texts;
    private final Clock clock;

    TextDocuments(PolicyTexts policyTexts, Texts texts, Clock clock) {
        this.policyTexts = policyTexts;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String stamp() {
        return inForce().map(text -> String.valueOf(text.id().value())).orElse("");
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        inForce().ifPresent(approved -> read(approved, passages));
    }

    private Optional<ApprovedText> inForce() {
        return policyTexts.inForce(TextCode.LEAFLET, Times.today(clock));
    }

    private void read(ApprovedText approved, Consumer<SearchPassage> passages) {
        var text = approved.text();
        var names = new TreeMap<String, String>();
        text.placeholders().forEach(key -> names.put(key, texts.get(Texts.LOCALES.getFirst(), "core.setting." + key)));
        for (var section : text.body()) {
            passages.accept(new SearchPassage(
                    "sheet:" + text.label() + "/" + section.heading(),
                    Kind.SHEET,
                    section.heading(),
                    text.title(),
                    words(section, names),
                    text.ruleLayer(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "texts/" + approved.code().code(),
                    List.of(),
                    null));
        }
    }

    private static String words(Section section, Map<String, String> names) {
        return PolicyText.fill(String.join("\n", section.paragraphs()), names, "")
                .replace("**", "");
    }
}
