package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.settings.SettingKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.springframework.stereotype.Component;

/** Shows an officer a lesson as a reader will see it, and what in its text will not work. */
@Component
@Internal
public class LessonPreview {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]{1,80})}}");

    private final PolicyCitations citations;
    private final Texts texts;

    LessonPreview(PolicyCitations citations, Texts texts) {
        this.citations = citations;
        this.texts = texts;
    }

    /**
     * Something to mend.
     *
     * @param key the key of the sentence
     * @param argument the place in the text, shortened
     * @param blocks whether the lesson cannot be sent for review with it
     */
    public record Finding(String key, String argument, boolean blocks) {}

    /** The text as a reader sees it, made safe; {@code values} are the local values by setting key. */
    public String html(String markdown, Map<String, String> values, Locale locale) {
        return LessonRenderer.html(
                markdown,
                key -> SettingKey.of(key).isEmpty() ? null : values.get(key),
                citations.titles(locale),
                new LessonRenderer.Words(
                        texts.get(locale, "courses.lesson.sources"),
                        texts.get(locale, "courses.lesson.value-missing"),
                        texts.get(locale, "courses.lesson.picture-in-words")),
                "");
    }

    /** What in the text will not work, in its order, each once. */
    public List<Finding> findings(String markdown, Locale locale) {
        Set<Finding> found = new LinkedHashSet<>();
        LessonRenderer.parse(markdown).accept(new Looking(found));
        var placeholders = PLACEHOLDER.matcher(markdown);
        while (placeholders.find()) {
            if (SettingKey.of(placeholders.group(1)).isEmpty()) {
                found.add(new Finding("courses.authoring.finding.placeholder", shortened(placeholders.group()), true));
            }
        }
        var sources = citations.titles(locale).byCode().keySet();
        for (var article : citations.articles(markdown)) {
            if (!sources.contains(article.substring(0, article.indexOf(' ')))) {
                found.add(new Finding("courses.authoring.finding.source", shortened(article), false));
            }
        }
        return new ArrayList<>(found);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static final class Looking extends AbstractVisitor {
        private final Set<Finding> found;
        private int level = 1;

        Looking(Set<Finding> found) {
            this.found = found;
        }

        @Override
        public void visit(Image picture) {
            if (LessonRenderer.alternative(picture).isEmpty()) {
                found.add(new Finding(
                        "courses.authoring.finding.no-alternative", shortened(picture.getDestination()), true));
            }
            if (ShippedPictures.isMeant(picture.getDestination())) {
                if (ShippedPictures.at(picture.getDestination()).isEmpty()) {
                    found.add(new Finding(
                            "courses.authoring.finding.unknown-picture", shortened(picture.getDestination()), true));
                } else if (!LessonRenderer.isAlone(picture)) {
                    found.add(new Finding(
                            "courses.authoring.finding.picture-in-line", shortened(picture.getDestination()), true));
                }
            } else if (!LessonRenderer.isAttachment(picture.getDestination())) {
                found.add(
                        new Finding("courses.authoring.finding.elsewhere", shortened(picture.getDestination()), true));
            }
        }

        @Override
        public void visit(Heading heading) {
            if (heading.getLevel() == 1 || heading.getLevel() > level + 1) {
                found.add(new Finding("courses.authoring.finding.heading", "#".repeat(heading.getLevel()), true));
            }
            level = Math.max(2, heading.getLevel());
            visitChildren(heading);
        }

        @Override
        public void visit(HtmlBlock html) {
            found.add(new Finding("courses.authoring.finding.html", shortened(html.getLiteral()), false));
        }

        @Override
        public void visit(HtmlInline html) {
            found.add(new Finding("courses.authoring.finding.html", shortened(html.getLiteral()), false));
        }
    }
}
