package cn.mingbai.materials.texts;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.time.Times;
import cn.mingbai.print.Section;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the texts in force today tell, by their sections; local values stand in them by their names. */
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
        return inForce().map(text -> String.valueOf(text.id().value())).collect(Collectors.joining(","));
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        inForce().forEach(approved -> read(approved, passages));
    }

    private Stream<ApprovedText> inForce() {
        LocalDate today = Times.today(clock);
        return Arrays.stream(TextCode.values()).flatMap(code -> policyTexts.inForce(code, today).stream());
    }

    private void read(ApprovedText approved, Consumer<SearchPassage> passages) {
        var text = approved.text();
        var names = new TreeMap<String, String>();
        text.placeholders().forEach(key -> names.put(key, texts.get(Texts.LOCALES.getFirst(), "core.setting." + key)));
        var sections = new ArrayList<>(text.front());
        sections.addAll(text.back());
        var where = approved.code().isLeaflet() ? "" : approved.code().code() + "/";
        for (var section : sections) {
            passages.accept(new SearchPassage(
                    "sheet:" + where + text.label() + "/" + section.heading(),
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
