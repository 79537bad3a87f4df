package cn.mingbai.district.demo;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.sittings.MySittings;
import cn.mingbai.quizzes.sittings.SeatState;
import cn.mingbai.quizzes.sittings.SittingDraft;
import cn.mingbai.quizzes.sittings.SittingId;
import cn.mingbai.quizzes.sittings.Sittings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/** Two scheduled tests of a town: one that is over, with results, and one that opens in some days. */
@Component
class DemoSittings {

    private static final String OVER = "宣传与信访知识测试（演示）";
    private static final String AHEAD = "低保政策年末测试（演示）";
    private static final int MINUTES = 20;
    private static final int PASS_MARK = 80;

    private final Sittings sittings;
    private final MySittings mine;
    private final AnswerSheets sheets;
    private final DemoAnswers answers;

    DemoSittings(Sittings sittings, MySittings mine, AnswerSheets sheets, DemoAnswers answers) {
        this.sittings = sittings;
        this.mine = mine;
        this.sheets = sheets;
        this.answers = answers;
    }

    /**
     * Plans both as the town's officer, and lets its people sit the first.
     *
     * @param on does something on a day
     */
    void hold(DivisionId town, LocalDate loadedOn, BiConsumer<LocalDate, Runnable> on) {
        var day = loadedOn.minusDays(6);
        on.accept(day.minusDays(3), () -> {
            if (find(OVER, day).isEmpty()) {
                sittings.plan(town, "12", draft(OVER, day, EnumSet.of(Duty.VILLAGE_STAFF)));
            }
        });
        on.accept(day.minusDays(2), () -> {
            var page = sittings.one(find(OVER, day).orElseThrow());
            if (page.people().stream().noneMatch(seat -> seat.extraMinutes() > 0)) {
                sittings.extraTime(page.id(), page.people().getFirst().person(), 10, "视力不便（演示）");
            }
        });
        on.accept(day, () -> {
            var page = sittings.one(find(OVER, day).orElseThrow());
            var opens = at(day, LocalTime.of(15, 5));
            for (var seat : page.people()) {
                var number = page.people().indexOf(seat);
                if (number % 6 != 5 && seat.state() == SeatState.WAITING) {
                    Acting.as(seat.person(), seat.name(), opens, () -> sit(page.id(), seat.name(), number % 4 != 3));
                }
            }
        });
        var next = loadedOn.plusDays(5);
        on.accept(loadedOn.minusDays(1), () -> {
            if (find(AHEAD, next).isEmpty()) {
                sittings.plan(
                        town,
                        "01",
                        draft(AHEAD, next, EnumSet.of(Duty.VILLAGE_STAFF, Duty.OUTREACH_A, Duty.OUTREACH_B)));
            }
        });
    }

    /** Sits it as the signed-in person. */
    private void sit(SittingId id, String name, boolean passes) {
        try {
            var token = mine.open(id).token();
            var tab = sheets.open(token).tab();
            sheets.start(token, "demo", tab);
            answers.give(token, name + " " + OVER, passes, PASS_MARK);
            sheets.handIn(token);
        } catch (Conflict ended) {
            // The server, whose clock is days ahead of the demo's, may end what is open just then: it stays as it is.
            return;
        }
    }

    private Optional<SittingId> find(String title, LocalDate day) {
        return sittings.list(Year.from(day)).stream()
                .filter(line -> line.title().equals(title))
                .findFirst()
                .map(line -> line.id());
    }

    private static SittingDraft draft(String title, LocalDate day, Set<Duty> duties) {
        return new SittingDraft(
                title, duties, at(day, LocalTime.of(15, 0)), at(day, LocalTime.of(16, 0)), MINUTES, PASS_MARK);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Times.ZONE).toInstant();
    }
}
