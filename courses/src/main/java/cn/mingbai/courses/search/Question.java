package cn.mingbai.courses.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, taken apart.
 *
 * @param text normalised, at most {@link #LONGEST} characters
 * @param isCut whether more was typed than is looked at
 * @param terms groups of the glossary, each with the share of the question that its words make up
 * @param pairs pairs of characters that carry meaning, and those that hold a word of grammar
 * @param aspects what kind of answer is wanted: when, where, how much; none of it says what about
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
        Map<Integer, Double> terms,
        Set<String> quantities,
        Set<String> aspects,
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

    /** What a question asks for: words that say nothing of what it is about, but much of which answer is wanted. */
    private static final Map<String, Pattern> ASPECTS = Map.of(
            "?when", TIME,
            "?much", Pattern.compile("多少钱|几块|几百|几千|几万|多少元|给多少|领多少|补多少|发多少|能领|金额|多少(?!天|人|个|岁|月|日|年)|几成|百分之|比例"),
            "?where", Pattern.compile("哪儿|哪里|去哪|到哪|在哪|往哪|哪个地方|哪个窗口|什么地方|向哪|哪个镇|哪个部门"),
            "?who", Pattern.compile("谁|哪级|哪一级|哪个部门|哪个单位|哪些人|什么人"),
            "?how", Pattern.compile("怎么办|怎么申请|怎样申请|如何申请|怎么弄|怎么走|手续|流程|程序|步骤|材料|要带"),
            "?counts", Pattern.compile("算不算|算.{0,6}吗|算.{0,6}么|计不计|计入|算进"),
            "?punished", Pattern.compile("怎么处理|后果|会怎样|追究|处罚|处分|罚"),
            "?why", Pattern.compile("为什么|为啥|凭什么|理由|原因"),
            "?many", Pattern.compile("几个人|多少人|几次|几回|几个|几遍"));

    /** The aspects of a normalised question. */
    static Set<String> aspects(String normalised) {
        var aspects = new TreeSet<String>();
        ASPECTS.forEach((aspect, pattern) -> {
            if (pattern.matcher(normalised).find()) {
                aspects.add(aspect);
            }
        });
        return aspects;
    }

    /** What documents are called, longer names before those that end them. */
    private static final Map<String, String> DOCUMENTS = new LinkedHashMap<>();

    static {
        DOCUMENTS.put("刚性支出困难家庭认定办法", "R25");
        DOCUMENTS.put("医疗救助基金管理办法", "MF13");
        DOCUMENTS.put("社会救助暂行办法", "S649");
        DOCUMENTS.put("最低生活保障条例", "T271");
        DOCUMENTS.put("特困人员认定办法", "TK21");
        DOCUMENTS.put("刚性支出认定办法", "R25");
        DOCUMENTS.put("医疗救助基金办法", "MF13");
        DOCUMENTS.put("治安管理处罚法", "ZA25");
        DOCUMENTS.put("个人信息保护法", "PI21");
        DOCUMENTS.put("审核确认办法", "M57");
        DOCUMENTS.put("审核审批办法", "M220");
        DOCUMENTS.put("特困认定办法", "TK21");
        DOCUMENTS.put("临时救助意见", "LS18");
        DOCUMENTS.put("信访工作条例", "XF22");
        DOCUMENTS.put("社会救助法", "L26");
        DOCUMENTS.put("行政复议法", "FY23");
        DOCUMENTS.put("行政诉讼法", "SS17");
        DOCUMENTS.put("行政处罚法", "CF21");
        DOCUMENTS.put("治安处罚法", "ZA25");
        DOCUMENTS.put("政务处分法", "ZW20");
        DOCUMENTS.put("暂行办法", "S649");
        DOCUMENTS.put("649号", "S649");
        DOCUMENTS.put("确认办法", "M57");
        DOCUMENTS.put("审批办法", "M220");
        DOCUMENTS.put("220号", "M220");
        DOCUMENTS.put("低保条例", "T271");
        DOCUMENTS.put("271号", "T271");
        DOCUMENTS.put("特困办法", "TK21");
        DOCUMENTS.put("信访条例", "XF05");
        DOCUMENTS.put("公务员法", "GW18");
        DOCUMENTS.put("救助法", "L26");
        DOCUMENTS.put("57号", "M57");
        DOCUMENTS.put("复议法", "FY23");
        DOCUMENTS.put("诉讼法", "SS17");
        DOCUMENTS.put("处罚法", "CF21");
        DOCUMENTS.put("民法典", "MFD");
        DOCUMENTS.put("个保法", "PI21");
        DOCUMENTS.put("新法", "L26");
        DOCUMENTS.put("刑法", "XL");
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
            } else if (isGrammar(token)) {
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
                shares(rest, content, glossary),
                quantities,
                aspects(rest),
                articles,
                OLD.matcher(text).find(),
                TIME.matcher(text).find(),
                marks(rest, content, pairs, quantities, glossary));
    }

    /** The groups of the glossary in it, each with the share of the question that its words make up. */
    private static Map<Integer, Double> shares(String rest, String content, Glossary glossary) {
        var length = content.codePoints().filter(Character::isLetterOrDigit).count();
        var shares = new TreeMap<Integer, Double>();
        for (var found : glossary.in(rest)) {
            shares.merge(
                    found.term(), Math.min(1, (found.end() - found.start()) / (double) Math.max(length, 1)), Math::max);
        }
        return shares;
    }

    /** A normalised question without what every question has; itself where nothing would be left. */
    static String content(String normalised) {
        var content = FILLER.matcher(normalised).replaceAll(" ");
        return content.isBlank() ? normalised : content;
    }

    /** Whether a word of grammar is in it. */
    static boolean isGrammar(String token) {
        return token.codePoints().anyMatch(c -> GRAMMAR.indexOf(c) >= 0);
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
