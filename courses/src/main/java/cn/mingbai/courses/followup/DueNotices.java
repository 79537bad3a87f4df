package cn.mingbai.courses.followup;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.followup.Owing.Check;
import cn.mingbai.courses.followup.Owing.Todo;
import cn.mingbai.courses.rate.Verdict;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells each person once for each due day what is left to do, some days before it; whoever is found late without having
 * been told is told once, and nobody again. Runs each morning.
 */
@Component
@Internal
class DueNotices implements JobKind {

    static final String NAME = "training.due-notices";
    static final String NOTICE = "training.due";

    private static final LocalTime MORNING = LocalTime.of(7, 30);
    private static final int STEP = 200;

    /** A notice is one sentence: it names so many courses, and the page it leads to names all. */
    private static final int NAMED = 5;

    private final TrainingRateDirectory rates;
    private final FollowUpDirectory directory;
    private final InAppNotices notices;
    private final Texts texts;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final int days;

    /**
     * The job.
     *
     * @param days how many days before a due day people are told, 1..90
     */
    DueNotices(
            TrainingRateDirectory rates,
            FollowUpDirectory directory,
            InAppNotices notices,
            Texts texts,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${mingbai.follow-up.days}") int days) {
        if (days < 1 || days > 90) {
            throw new IllegalArgumentException("expected mingbai.follow-up.days from 1 to 90, but got " + days);
        }
        this.rates = rates;
        this.directory = directory;
        this.notices = notices;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
        this.days = days;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalTime daily() {
        return MORNING;
    }

    @Override
    public String dailyTitle() {
        return "courses.follow-up.job";
    }

    @Override
    public void run(JobRun run) {
        var today = Times.today(clock);
        var checks = directory.checks();
        var titles = directory.titles(today);
        var from = run.checkpoint().map(Cursor::parse).orElse(new Cursor(0, 0, 0));
        var told = from.told();
        for (var district : directory.districts()) {
            var id = district.id().value();
            if (id < from.district()) {
                continue;
            }
            var after = id == from.district() ? from.person() : 0;
            var people = rates.compute(district.id(), AsOf.today(clock)).rate().people(district.id());
            for (var step = 0; step < people.size(); step += STEP) {
                var some = people.subList(step, Math.min(people.size(), step + STEP));
                var last = some.getLast().person().value();
                if (last <= after) {
                    continue;
                }
                var before = told;
                var done = step + some.size();
                told += java.util.Objects.requireNonNull(transactions.execute(status -> {
                    var posted = 0;
                    for (var verdict : some) {
                        if (verdict.person().value() > after) {
                            posted += tell(verdict, checks, titles, today);
                        }
                    }
                    run.checkpoint(new Cursor(id, last, before + posted).toString(), done, people.size());
                    return posted;
                }));
            }
        }
        run.result(texts.get(Texts.LOCALES.getFirst(), "courses.follow-up.told", told), null);
    }

    private int tell(Verdict verdict, Map<Long, Check> checks, Map<String, String> titles, LocalDate today) {
        var posted = 0;
        for (var day : Owing.due(verdict, checks, today, days).entrySet()) {
            var late = day.getKey().isBefore(today);
            var isNew = notices.post(
                    verdict.person(),
                    NOTICE,
                    "due " + day.getKey(),
                    late ? "courses.follow-up.notice-late" : "courses.follow-up.notice",
                    List.of(day.getKey().toString(), named(day.getValue(), titles)),
                    "courses");
            posted += isNew ? 1 : 0;
        }
        return posted;
    }

    // Notices keep their words as they were posted; titles are those of the day, in the language they are written in.
    private String named(List<Todo> todos, Map<String, String> titles) {
        var chinese = Texts.LOCALES.getFirst();
        var names = todos.stream()
                .limit(NAMED)
                .map(todo -> {
                    var title = titles.getOrDefault(todo.course(), todo.course());
                    return switch (todo.kind()) {
                        case COURSE -> texts.get(chinese, "courses.follow-up.notice-course", title);
                        case RECHECK -> texts.get(chinese, "courses.follow-up.notice-recheck", title);
                        case RENEWAL -> texts.get(chinese, "courses.follow-up.notice-renewal", title);
                    };
                })
                .collect(Collectors.joining(texts.get(chinese, "courses.list-comma")));
        return todos.size() <= NAMED ? names : texts.get(chinese, "courses.follow-up.notice-more", names, todos.size());
    }

    /** How far it came: districts and people in the order of their ids. */
    private record Cursor(long district, long person, int told) {

        static Cursor parse(String text) {
            var parts = text.split(" ");
            return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
        }

        @Override
        public String toString() {
            return district + " " + person + " " + told;
        }
    }
}
