package cn.mingbai.courses.search;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.settings.LocalSetting;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.courses.publication.PublishedCourses;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds what answers a question, for everybody who studies. */
@Service
public class Search {

    private static final String COMMON =
            "content belongs to no division; a question's explanation is found only by who handed it in, and phones are"
                    + " those of the caller's own unit";

    private static final int MOST = 20;
    private static final int MOST_SUGGESTED = 6;
    private static final int MOST_ARTICLES = 3;
    private static final int MOST_DEADLINES = 3;
    private static final int EXCERPT = 90;
    private static final int ANSWER = 110;
    private static final String CURRENT = "L26";

    private final SearchIndex index;
    private final PolicyDirectory policy;
    private final PolicyCitations citations;
    private final PublishedCourses courses;
    private final PostingDirectory postings;
    private final SettingDirectory settings;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    Search(
            SearchIndex index,
            PolicyDirectory policy,
            PolicyCitations citations,
            PublishedCourses courses,
            PostingDirectory postings,
            SettingDirectory settings,
            Access access,
            Texts texts,
            Clock clock) {
        this.index = index;
        this.policy = policy;
        this.citations = citations;
        this.courses = courses;
        this.postings = postings;
        this.settings = settings;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    /** What the found can be narrowed to: titles of courses and names of policy versions by their codes, newest first. */
    public record Choices(Map<String, String> courses, Map<String, String> layers) {}

    /** What there is to narrow down to. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Choices choices() {
        access.require(Action.STUDY);
        var titles = new java.util.LinkedHashMap<String, String>();
        courses.offered(Times.today(clock)).forEach(course -> titles.put(course.code(), course.title()));
        return new Choices(titles, layers());
    }

    private Map<String, String> layers() {
        var names = new java.util.LinkedHashMap<String, String>();
        policy.versions().reversed().forEach(version -> names.put(version.code(), version.name()));
        return names;
    }

    /**
     * The best twenty passages.
     *
     * @param typed anything; of more than a hundred characters the beginning counts
     * @param course only of this course, or null; likewise {@code layer}
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Answer find(String typed, @Nullable String course, @Nullable String layer) {
        access.require(Action.STUDY);
        var question = Question.of(typed, index.glossary());
        if (typed.isBlank()) {
            return new Answer(Answer.State.NOTHING_ASKED, false, List.of(), 0, List.of());
        }
        var filter = new PassageIndex.Filter(course, layer, index.readable(access.caller()));
        var hits = index.read(open -> open.find(question, filter, MOST));
        if (hits.isEmpty()) {
            return new Answer(Answer.State.NOT_READY, question.isCut(), List.of(), 0, List.of());
        }
        if (hits.get().isEmpty()) {
            var all = course == null && layer == null
                    ? 0L
                    : index.read(open -> open.count(question, new PassageIndex.Filter(null, null, filter.audiences())))
                            .orElse(0L);
            return new Answer(Answer.State.ANSWERED, question.isCut(), List.of(), all, near(question.text()));
        }
        var names = layers();
        var words = articleWords();
        return new Answer(
                Answer.State.ANSWERED,
                question.isCut(),
                hits.get().stream()
                        .map(hit -> found(hit.passage(), question, names, words))
                        .toList(),
                0,
                List.of());
    }

    private static Answer.Found found(
            SearchPassage passage, Question question, Map<String, String> names, UnaryOperator<String> words) {
        return new Answer.Found(
                passage.id(),
                passage.kind(),
                passage.place(),
                passage.ruleLayer(),
                passage.ruleLayer() == null ? "" : names.getOrDefault(passage.ruleLayer(), passage.ruleLayer()),
                CURRENT.equals(passage.ruleLayer()),
                LessonSections.tellsMistakes(passage),
                Excerpt.marked(passage.title(), question),
                Excerpt.of(passage.text(), question, EXCERPT),
                articles(passage, question, words),
                passage.path());
    }

    private static List<String> articles(SearchPassage passage, Question question, UnaryOperator<String> words) {
        // The ones asked for first, then as they are cited.
        return passage.articles().stream()
                .sorted(Comparator.comparing(article -> !isAsked(article, question)))
                .limit(MOST_ARTICLES)
                .map(words)
                .toList();
    }

    private static boolean isAsked(String article, Question question) {
        return question.articles().stream().anyMatch(asked -> article.equals(asked) || article.endsWith(" " + asked));
    }

    /** What an article such as {@code L26 48} is called: looked up once for all that are shown together. */
    private UnaryOperator<String> articleWords() {
        var inWords = citations.inWords(Texts.LOCALES.getFirst());
        return article -> {
            var words = inWords.apply("[" + article + "]");
            return words.startsWith("（") && words.endsWith("）") ? words.substring(1, words.length() - 1) : words;
        };
    }

    /** What somebody who typed this far may want to ask, at most six, best first. */
    @NotDivisionScoped(COMMON)
    public List<String> suggest(String typed) {
        access.require(Action.STUDY);
        var text = Wording.normalised(shortened(typed));
        if (text.isBlank()) {
            return List.of();
        }
        record Suggested(String title, int rank) {}
        return index.read(PassageIndex::titles).orElse(List.of()).stream()
                .filter(title -> !title.shown().contains(" · "))
                .map(title -> {
                    var at = title.normalised().indexOf(text);
                    return new Suggested(
                            title.shown(), title.normalised().equals(text) || at < 0 ? -1 : Math.min(at, 1));
                })
                .filter(suggested -> suggested.rank() >= 0)
                .sorted(Comparator.comparingInt(Suggested::rank)
                        .thenComparingInt(suggested -> suggested.title().length())
                        .thenComparing(Suggested::title))
                .limit(MOST_SUGGESTED)
                .map(Suggested::title)
                .toList();
    }

    private static String shortened(String typed) {
        var length = typed.codePointCount(0, typed.length());
        return length <= Question.LONGEST ? typed : typed.substring(0, typed.offsetByCodePoints(0, Question.LONGEST));
    }

    /** Titles that share most characters with what was typed. */
    private List<String> near(String text) {
        var wanted = text.codePoints().filter(Character::isIdeographic).boxed().collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return List.of();
        }
        record Near(String title, double share) {}
        return index.read(PassageIndex::titles).orElse(List.of()).stream()
                .map(PassageIndex.Title::shown)
                .filter(title -> !title.contains(" · "))
                .map(title -> {
                    var has = title.codePoints().boxed().collect(Collectors.toSet());
                    var shared = wanted.stream().filter(has::contains).count();
                    return new Near(
                            title, shared == 0 ? 0 : shared / (double) wanted.size() + shared / 1e2 / has.size());
                })
                .filter(near -> near.share() > 0)
                .sorted(Comparator.comparingDouble(Near::share).reversed().thenComparing(Near::title))
                .limit(MOST_SUGGESTED)
                .map(Near::title)
                .toList();
    }

    /**
     * The card of a passage.
     *
     * @param typed what was asked for, to choose what of it answers; may be empty
     * @throws NotFound when there is none with this id, or the caller may not read it
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public CounterCard card(String id, String typed, Locale locale) {
        access.require(Action.STUDY);
        var question = Question.of(typed, index.glossary());
        var audiences = index.readable(access.caller());
        var passage = index.read(open -> open.get(id, audiences))
                .orElseThrow(() -> new NotFound("courses.search.not-ready"))
                .orElseThrow(() -> new NotFound("courses.search.not-found"));
        var today = Times.today(clock);
        var unit = unit(today);
        var local = unit.map(division -> settings.inForce(division, today)).orElse(Map.of());
        var names = layers();
        var words = articleWords();
        var cited = new LinkedHashSet<String>();
        var deadlines = new ArrayList<String>();
        var from = "";
        if (passage.kind() == Kind.POINT) {
            cited.addAll(passage.articles());
            deadlines.addAll(Excerpt.deadlines(passage.text(), question, MOST_DEADLINES));
            if (deadlines.isEmpty()) {
                from = carriedOver(passage, question, deadlines).map(words).orElse("");
            }
        } else {
            cited.addAll(passage.articles());
            deadlines.addAll(Excerpt.deadlines(passage.text(), question, MOST_DEADLINES));
        }
        return new CounterCard(
                passage.id(),
                passage.kind(),
                passage.title(),
                passage.place(),
                passage.ruleLayer() == null ? "" : names.getOrDefault(passage.ruleLayer(), passage.ruleLayer()),
                CURRENT.equals(passage.ruleLayer()),
                LessonSections.tellsMistakes(passage),
                Excerpt.of(passage.text(), question, ANSWER),
                cited.stream()
                        .sorted(Comparator.comparing(article -> !isAsked(article, question)))
                        .limit(MOST_ARTICLES)
                        .map(words)
                        .toList(),
                deadlines,
                from,
                values(passage, local),
                phones(unit, local, today, locale),
                passage.path());
    }

    /**
     * The law leaves many a deadline to the procedure of before, and cites it: then the older statement's is still the one
     * to keep. Answers the article that both cite.
     */
    private Optional<String> carriedOver(SearchPassage passage, Question question, List<String> deadlines) {
        var statements = policy.points().stream()
                .filter(point -> passage.points().contains(point.code()))
                .flatMap(point -> point.statements().reversed().stream())
                .filter(statement -> !statement.version().equals(passage.ruleLayer()))
                .toList();
        for (var statement : statements) {
            var shared = statement.citations().stream()
                    .map(citation -> citation.source() + " " + citation.clause())
                    .filter(passage.articles()::contains)
                    .findFirst();
            if (shared.isPresent()) {
                deadlines.addAll(Excerpt.deadlines(statement.says(), question, MOST_DEADLINES));
                if (!deadlines.isEmpty()) {
                    return shared;
                }
            }
        }
        return Optional.empty();
    }

    private static List<CounterCard.Value> values(SearchPassage passage, Map<SettingKey, LocalSetting> local) {
        return local.values().stream()
                .filter(setting -> SettingDocuments.id(setting.key()).equals(passage.id()))
                .map(setting -> new CounterCard.Value(setting.value(), setting.source()))
                .toList();
    }

    private List<CounterCard.Phone> phones(
            Optional<DivisionId> unit, Map<SettingKey, LocalSetting> local, LocalDate today, Locale locale) {
        var phones = new ArrayList<CounterCard.Phone>();
        unit.ifPresent(division -> postings.outreachWorkers(division, today).stream()
                .filter(worker -> worker.phone() != null && !worker.phone().isBlank())
                .forEach(worker -> phones.add(new CounterCard.Phone(
                        texts.get(locale, "courses.search.outreach-worker", worker.name()), worker.phone()))));
        for (var key : List.of(SettingKey.PHONE_TOWN_ADVICE, SettingKey.PHONE_DISTRICT_ADVICE, SettingKey.HOTLINE)) {
            var setting = local.get(key);
            if (setting != null) {
                phones.add(new CounterCard.Phone(texts.get(locale, "core.setting." + key.key()), setting.value()));
            }
        }
        return phones;
    }

    private Optional<DivisionId> unit(LocalDate today) {
        return postings.of(access.caller().person(), today).stream()
                .map(posted -> posted.division())
                .findFirst()
                .or(() -> access.held().stream().map(Access.Held::division).findFirst());
    }
}
