package cn.mingbai.quizzes.papers;

import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Draws the few questions of a re-check. */
public final class RecheckDrawing {

    /** How many questions a re-check has at most. */
    public static final int MOST = 5;

    private RecheckDrawing() {}

    /**
     * Draws a re-check: up to five questions that touch one of the points, each point asked about where it can be. A
     * scenario is drawn whole or not at all.
     *
     * @param random secret to the person
     * @throws IllegalStateException when none does
     */
    public static List<Versioned> draw(List<Versioned> pool, Set<String> points, Random random) {
        var touching = new ArrayList<>(touching(pool, points));
        if (touching.isEmpty()) {
            throw new IllegalStateException("expected a question on one of " + points + ", but there is none");
        }
        Collections.shuffle(touching, random);
        var drawn = new ArrayList<Versioned>();
        var left = new HashSet<>(points);
        while (drawn.size() < MOST && !touching.isEmpty()) {
            var next = touching.stream()
                    .filter(versioned -> asksAbout(versioned, left))
                    .findFirst()
                    .orElse(touching.getFirst());
            touching.remove(next);
            var shown = Showing.shown(next, random).toList();
            if (drawn.size() + shown.size() <= MOST) {
                drawn.addAll(shown);
                left.removeAll(next.question().about().points());
            }
        }
        return List.copyOf(drawn);
    }

    /** The questions and scenarios that touch one of the points. */
    public static List<Versioned> touching(List<Versioned> pool, Set<String> points) {
        return pool.stream()
                .filter(Showing::isDrawable)
                .filter(versioned -> asksAbout(versioned, points))
                .toList();
    }

    private static boolean asksAbout(Versioned versioned, Set<String> points) {
        return versioned.question().about().points().stream().anyMatch(points::contains);
    }
}
