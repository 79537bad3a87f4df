package cn.mingbai.quizzes.formats;

import cn.mingbai.core.spreadsheet.SheetWords;
import cn.mingbai.quizzes.questions.Skill;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that Chinese exam systems and the people who type for them write into headings, kinds and answers. */
final class Vocabulary {

    static final String LETTERS = "ABCDEFGH";

    private static final String NUMERALS = "一二三四五六七八";

    /** Headings by part, our own first. */
    private static final Map<String, List<String>> HEADINGS = new LinkedHashMap<>();

    static {
        HEADINGS.put("code", List.of("题目编号", "编号", "试题编号", "题目代码", "code"));
        HEADINGS.put("kind", List.of("题型", "试题类型", "题目类型", "类型", "试题题型", "kind"));
        HEADINGS.put("stem", List.of("题干", "题目", "试题", "题目内容", "试题内容", "试题题干", "题目题干", "问题", "题目名称", "question"));
        for (var i = 0; i < LETTERS.length(); i++) {
            var letter = LETTERS.substring(i, i + 1);
            var numeral = NUMERALS.substring(i, i + 1);
            HEADINGS.put(
                    "option." + letter,
                    List.of(
                            "选项" + letter,
                            letter,
                            letter + "选项",
                            "选项" + letter + "内容",
                            "选项" + numeral,
                            "选项" + numeral + "内容",
                            "选项" + (i + 1),
                            "选项" + (i + 1) + "内容",
                            "答案选项" + letter,
                            "option " + letter));
        }
        for (var i = 0; i < LETTERS.length(); i++) {
            var letter = LETTERS.substring(i, i + 1);
            HEADINGS.put(
                    "right." + letter,
                    List.of(
                            "选项" + letter + "是否正确",
                            "选项" + NUMERALS.substring(i, i + 1) + "是否正确",
                            "选项" + (i + 1) + "是否正确"));
        }
        HEADINGS.put("answer", List.of("答案", "正确答案", "正确选项", "标准答案", "参考答案", "试题答案", "answer"));
        HEADINGS.put("tolerance", List.of("允许误差", "误差", "容差", "tolerance"));
        HEADINGS.put("unit", List.of("单位", "unit"));
        HEADINGS.put("explanation", List.of("解析", "题目解析", "答案解析", "试题解析", "详解", "explanation"));
        HEADINGS.put("points", List.of("政策点", "知识点", "知识点名称", "考点", "points"));
        HEADINGS.put("ruleLayer", List.of("适用政策", "政策版本", "policy version"));
        HEADINGS.put("difficulty", List.of("难度", "难度等级", "题目难度", "试题难度", "difficulty"));
        HEADINGS.put("skill", List.of("技能", "考查技能", "技能点", "skill"));
    }

    /** Kinds by their names in the bank, our own word first. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "single", List.of("单选题", "单选", "单项选择题", "单项选择", "选择题", "single choice", "single"),
            "multiple", List.of("多选题", "多选", "多项选择题", "多项选择", "不定项选择题", "multiple choice", "multiple"),
            "truefalse", List.of("判断题", "判断", "是非题", "对错题", "true or false", "truefalse"),
            "numeric", List.of("计算题", "计算", "数值题", "数字题", "numeric", "numerical"),
            "day", List.of("日期题", "日期", "day"),
            "text", List.of("填空题", "填空", "简答题", "short answer", "fill in"),
            "ordering", List.of("排序题", "排序", "ordering"));

    /** Skills, our own word first. */
    private static final Map<Skill, List<String>> SKILLS = new EnumMap<>(Map.of(
            Skill.RECALL, List.of("记住规定", "记忆", "识记"),
            Skill.JUDGE, List.of("判断情形", "判断条件", "判断"),
            Skill.CALCULATE, List.of("算清数目", "计算", "核算"),
            Skill.DEADLINE, List.of("算准期限", "期限", "时限"),
            Skill.PROCEDURE, List.of("按程序办", "程序", "流程"),
            Skill.EXPLAIN, List.of("讲清问明", "讲解", "沟通"),
            Skill.CONDUCT, List.of("守住红线", "红线", "廉洁")));

    private static final Set<String> TRUE = Set.of("对", "正确", "√", "✓", "✔", "是", "T", "TRUE", "Y", "YES", "RIGHT");

    private static final Set<String> FALSE =
            Set.of("错", "错误", "×", "✗", "✘", "✕", "X", "否", "F", "FALSE", "N", "NO", "WRONG", "不对", "不正确");

    private static final Map<String, Integer> DIFFICULTIES = Map.ofEntries(
            Map.entry("1", 1),
            Map.entry("2", 2),
            Map.entry("3", 3),
            Map.entry("易", 1),
            Map.entry("容易", 1),
            Map.entry("简单", 1),
            Map.entry("较易", 1),
            Map.entry("低", 1),
            Map.entry("中", 2),
            Map.entry("中等", 2),
            Map.entry("一般", 2),
            Map.entry("普通", 2),
            Map.entry("难", 3),
            Map.entry("较难", 3),
            Map.entry("困难", 3),
            Map.entry("高", 3));

    /** What stands before the parts of a typed question. */
    static final String ANSWER_MARKS = "正确答案|参考答案|标准答案|答案";

    static final String EXPLANATION_MARKS = "答案解析|试题解析|解析|详解";
    static final String DIFFICULTY_MARKS = "难度系数|难度等级|难度";
    static final String POINT_MARKS = "知识点|政策点|考点";
    static final String LAYER_MARKS = "适用政策";
    static final String SKILL_MARKS = "考查技能|技能";
    static final String SECTION_NUMERALS = "一二三四五六七八九十";

    private Vocabulary() {}

    /** The headings of all parts, in the order of columns. */
    static Map<String, List<String>> headings() {
        return HEADINGS;
    }

    /** What a part is called in messages about files. */
    static String heading(String part) {
        var found = HEADINGS.get(part);
        if (found != null) {
            return found.getFirst();
        }
        return switch (part) {
            case "options" -> "选项";
            case "left" -> "左边";
            default -> part.startsWith("left.") ? "左边" + part.substring("left.".length()) : "";
        };
    }

    /** Our own word for a kind. */
    static String kindWord(String kind) {
        return KINDS.getOrDefault(kind, List.of(kind)).getFirst();
    }

    /** The words for kinds that a file may use, for a message. */
    static String kindWords() {
        return "单选题、多选题、判断题、计算题、日期题、填空题、排序题";
    }

    /** The kind that a word names. */
    static Optional<String> kind(String word) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(one -> SheetWords.alike(one, word)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The kind that a line such as 一、单选题（每题2分） names. */
    static Optional<String> kindIn(String line) {
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue().stream().limit(2).anyMatch(line::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The word for right or wrong. */
    static String truth(boolean value) {
        return value ? "对" : "错";
    }

    /** Right or wrong, if the word says so. */
    static Optional<Boolean> truth(String word) {
        var folded = folded(word);
        return TRUE.contains(folded)
                ? Optional.of(true)
                : FALSE.contains(folded) ? Optional.of(false) : Optional.empty();
    }

    /** The letters of an answer such as {@code ABD}, {@code A、B、D} or {@code Ａ，Ｂ}, in the order written. */
    static Optional<List<String>> letters(String answer) {
        var folded = folded(answer).replaceAll("[\\s,、;；/.。|+和与]", "");
        if (!folded.matches("[A-H]{1,16}")) {
            return Optional.empty();
        }
        return Optional.of(folded.chars().mapToObj(Character::toString).toList());
    }

    /** The difficulty, 1 to 3, that a word or digit names. */
    static Optional<Integer> difficulty(String word) {
        return Optional.ofNullable(DIFFICULTIES.get(folded(word).replace("度", "")));
    }

    /** The skill that a word or code names. */
    static Optional<Skill> skill(String word) {
        return SKILLS.entrySet().stream()
                .filter(entry -> SheetWords.alike(entry.getKey().code(), word)
                        || entry.getValue().stream().anyMatch(one -> SheetWords.alike(one, word)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Our own word for a skill. */
    static String skillWord(Skill skill) {
        return SKILLS.getOrDefault(skill, List.of(skill.code())).getFirst();
    }

    /** The words for skills that a file may use, for a message. */
    static String skillWords() {
        return Arrays.stream(Skill.values()).map(Vocabulary::skillWord).collect(Collectors.joining("、"));
    }

    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    }
}
