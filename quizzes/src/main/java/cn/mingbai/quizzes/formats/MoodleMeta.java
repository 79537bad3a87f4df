package cn.mingbai.quizzes.formats;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Moodle's formats have no field for and its tags carry: points, policy version, difficulty, skill, unit. */
final class MoodleMeta {

    private static final String POINT = "point:";
    private static final String RULE = "rule:";
    private static final String DIFFICULTY = "difficulty:";
    private static final String SKILL = "skill:";
    private static final String UNIT = "unit:";
    private static final Pattern LEVEL = Pattern.compile("[1-3]");

    /** The weights, in per cent, that Moodle takes. */
    static final double[] WEIGHTS = {
        100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111,
        10, 5, 0
    };

    private static final double NEAR = 0.001;

    String code = "";
    final List<String> points = new ArrayList<>();
    String rule = "";
    int difficulty;
    String unit = "";

    @Nullable
    Skill skill;

    void tag(String tag) {
        var text = tag.strip();
        if (text.startsWith(POINT)) {
            points.add(text.substring(POINT.length()).strip());
        } else if (text.startsWith(RULE)) {
            rule = text.substring(RULE.length()).strip();
        } else if (text.startsWith(SKILL)) {
            skill = Skill.of(text.substring(SKILL.length()).strip()).orElse(null);
        } else if (text.startsWith(UNIT)) {
            unit = text.substring(UNIT.length()).strip();
        } else if (text.startsWith(DIFFICULTY)
                && LEVEL.matcher(text.substring(DIFFICULTY.length()).strip()).matches()) {
            difficulty = Integer.parseInt(text.substring(DIFFICULTY.length()).strip());
        }
    }

    static List<String> tags(About about, String unit) {
        var tags = new ArrayList<String>();
        about.points().forEach(point -> tags.add(POINT + point));
        if (!about.ruleLayer().isBlank()) {
            tags.add(RULE + about.ruleLayer());
        }
        if (about.difficulty() > 0) {
            tags.add(DIFFICULTY + about.difficulty());
        }
        var skill = about.skill();
        if (skill != null) {
            tags.add(SKILL + skill.code());
        }
        if (!unit.isBlank()) {
            tags.add(UNIT + unit);
        }
        return tags;
    }

    About about(String stem, String explanation) {
        return new About(code, stem, explanation, List.copyOf(points), List.of(), rule, difficulty, skill);
    }

    /** Whether Moodle takes this weight, positive or negative. */
    static boolean isWeight(double weight) {
        return Math.abs(nearest(weight)) - Math.abs(weight) < NEAR
                && Math.abs(weight) - Math.abs(nearest(weight)) < NEAR;
    }

    /** The weight that Moodle takes next to this one. */
    static double nearest(double weight) {
        var best = 0.0;
        for (var allowed : WEIGHTS) {
            if (Math.abs(allowed - Math.abs(weight)) < Math.abs(best - Math.abs(weight))) {
                best = allowed;
            }
        }
        return Math.copySign(best, weight);
    }

    /** What one of {@code count} right options weighs. */
    static String share(int count) {
        return switch (count) {
            case 1 -> "100";
            case 2 -> "50";
            case 3 -> "33.33333";
            case 4 -> "25";
            case 5 -> "20";
            case 6 -> "16.66667";
            default -> "14.28571";
        };
    }

    static String shown(double weight) {
        return java.math.BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
    }
}
