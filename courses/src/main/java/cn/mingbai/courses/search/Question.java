package cn.mingbai.courses.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, taken apart.
 *
 * @param text normalised, at most {@link #LONGEST} characters
 * @param isCut whether more was typed than is looked at
 * @param pairs pairs of characters that carry meaning, and those that hold a word of grammar
 * @param articles the articles asked for, each as {@code L26 48}, or as {@code 48} where no document is named
 * @param asksOld whether it asks for the rules of 2017
 * @param asksTime whether it asks how long something takes or may take
 */
record Question(
        String text,
        boolean isCut,
        Set<String> pairs,
        Set<String> weakPairs,
        Set<String> words,
        Set<String> singles,
        Set<Integer> terms,
        Set<String> quantities,
        List<String> articles,
        boolean asksOld,
        boolean asksTime,
        List<String> marks) {

    /** How many characters are looked at. */
    static final int LONGEST = 100;

    private static final Pattern FILLER = Pattern.compile("怎么办|怎么样|怎么|怎样|咋办|咋样|咋|能不能|可不可以|要不要|是不是|"
            + "算不算|行不行|有没有|会不会|该不该|给不给|好不好|是什么|什么|是啥|啥|哪些|哪儿|哪里|哪个|多少|请问|一下|到底|情况|"
            + "干什么|行吗|吗|呢|吧|啊|么|的|了|不$|人家|这儿|那儿|为什么|凭什么|如何|是否|可以");

    private static final String GRAMMAR = "有能会要该给是不在就还都也和跟他我你把被让几谁到得着过算从又来去";

    private static final Pattern OLD = Pattern.compile("2017|老办法|旧规则|旧办法|老规则|以前的规定|过去的规定");
    private static final Pattern TIME = Pattern.compile("几天|多少天|多久|几个月|几个工作日|期限|时限|多长时间|什么时候|几号|最晚|最迟");

    private static final Map<String, String> DOCUMENTS = new LinkedHashMap<>();

    static {
        DOCUMENTS.put("社会救助法", "L26");
        DOCUMENTS.put("救助法", "L26");
        DOCUMENTS.put("新法", "L26");
        DOCUMENTS.put("审核确认办法", "M57");
        DOCUMENTS.put("57号", "M57");
        DOCUMENTS.put("审核审批办法", "M220");
        DOCUMENTS.put("220号", "M220");
        DOCUMENTS.put("社会救助暂行办法", "S649");
        DOCUMENTS.put("暂行办法", "S649");
        DOCUMENTS.put("649号", "S649");
        DOCUMENTS.put("低保条例", "T271");
        DOCUMENTS.put("271号", "T271");
        DOCUMENTS.put("特困人员认定办法", "TK21");
        DOCUMENTS.put("刚性支出困难家庭认定办法", "R25");
        DOCUMENTS.put("信访工作条例", "XF22");
        DOCUMENTS.put("行政复议法", "FY23");
        DOCUMENTS.put("行政处罚法", "CF21");
        DOCUMENTS.put("民法典", "MFD");
        DOCUMENTS.put("个人信息保护法", "PI21");
    }

    private static final Pattern ARTICLE =
            Pattern.compile("(?:(" + String.join("|", DOCUMENTS.keySet()) + ")文?的?)?\\s*第?\\s*(\\d{1,4})\\s*条");

    static Question of(String typed, Glossary glossary) {
        var points = typed.codePointCount(0, typed.length());
        var kept = points <= LONGEST ? typed : typed.substring(0, typed.offsetByCodePoints(0, LONGEST));
        var text = Wording.normalised(kept);
        var articles = new ArrayList<String>();
        var matcher = ARTICLE.matcher(text);
        while (matcher.find()) {
            articles.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : DOCUMENTS.get(matcher.group(1)) + " " + matcher.group(2));
        }
        var rest = matcher.replaceAll(" ").strip();
        var content = content(rest);
        var pairs = new LinkedHashSet<String>();
        var weak = new LinkedHashSet<String>();
        var singles = new LinkedHashSet<String>();
        for (var token : Tokens.pairs(content)) {
            if (token.codePointCount(0, token.length()) == 1 && Character.isIdeographic(token.codePointAt(0))) {
                if (!GRAMMAR.contains(token)) {
                    singles.add(token);
                }
            } else if (token.codePoints().anyMatch(c -> GRAMMAR.indexOf(c) >= 0)) {
                weak.add(token);
                // 有车: what is left of it is asked for by itself.
                if (content.length() <= FEW) {
                    token.codePoints()
                            .filter(c -> GRAMMAR.indexOf(c) < 0 && Character.isIdeographic(c))
                            .forEach(c -> singles.add(Character.toString(c)));
                }
            } else {
                pairs.add(token);
            }
        }
        var quantities = new LinkedHashSet<>(Tokens.quantities(rest));
        return new Question(
                text,
                points > LONGEST,
                pairs,
                weak,
                new LinkedHashSet<>(Tokens.words(content)),
                singles,
                glossary.termsIn(rest),
                quantities,
                articles,
                OLD.matcher(text).find(),
                TIME.matcher(text).find(),
                marks(rest, content, pairs, quantities, glossary));
    }

    /** A normalised question without what every question has; itself where nothing would be left. */
    static String content(String normalised) {
        var content = FILLER.matcher(normalised).replaceAll(" ");
        return content.isBlank() ? normalised : content;
    }

    private static final int FEW = 4;

    /** What is marked in a passage: normalised words, longest first. */
    private static List<String> marks(
            String rest, String content, Set<String> pairs, Set<String> quantities, Glossary glossary) {
        var marks = new LinkedHashSet<String>();
        for (var term : glossary.termsIn(rest)) {
            glossary.terms().get(term).all().forEach(word -> marks.add(Wording.normalised(word)));
        }
        marks.addAll(pairs);
        for (var part : content.split("[^\\p{L}\\p{N}%./]+")) {
            if (!part.isEmpty() && part.length() <= LONGEST) {
                marks.add(part);
            }
        }
        marks.addAll(quantities);
        return marks.stream()
                .filter(mark -> !mark.isBlank())
                .sorted(java.util.Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether there is nothing in it to look for. */
    boolean isEmpty() {
        return pairs.isEmpty()
                && weakPairs.isEmpty()
                && words.isEmpty()
                && singles.isEmpty()
                && terms.isEmpty()
                && quantities.isEmpty()
                && articles.isEmpty();
    }

    /** The document that an article is of, or null. */
    static @Nullable String document(String article) {
        var blank = article.indexOf(' ');
        return blank < 0 ? null : article.substring(0, blank);
    }
}
