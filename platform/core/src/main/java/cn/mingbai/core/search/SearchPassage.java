package cn.mingbai.core.search;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text that is found as one: a section of a lesson, what one policy version says on one point.
 *
 * @param id unlike any other, begins with its kind, for example {@code point:appeal.limits/L26}; it is in addresses
 * @param title what it is called, in Chinese like all content
 * @param place where it stands, from the outside in, for example a course and a lesson; may be empty
 * @param text plain text, without marks of any format; it holds no household and nobody's name
 * @param ruleLayer the policy version that it tells, or null where it is of none
 * @param courses the courses to which it belongs
 * @param points the policy points on which it speaks
 * @param articles the articles on which it rests, each as {@code L26 48}
 * @param path where to read it in full, a path without leading slash
 * @param names other words by which somebody would ask for exactly this
 * @param audience null for everybody who studies, otherwise one of what {@link SearchDocuments#readable} answers
 */
public record SearchPassage(
        String id,
        Kind kind,
        String title,
        String place,
        String text,
        @Nullable String ruleLayer,
        List<String> courses,
        List<String> points,
        List<String> articles,
        String path,
        List<String> names,
        @Nullable String audience) {

    /** What a passage is, in the order in which equals are shown. */
    public enum Kind {
        POINT,
        LESSON,
        SHEET,
        TERM,
        SETTING,
        QUESTION
    }

    public SearchPassage {
        Objects.requireNonNull(kind);
        courses = List.copyOf(courses);
        points = List.copyOf(points);
        articles = List.copyOf(articles);
        names = List.copyOf(names);
    }
}
