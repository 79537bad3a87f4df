package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.heldclass.ClassDraft;
import cn.mingbai.courses.heldclass.ClassId;
import cn.mingbai.courses.heldclass.ClassSignIn;
import cn.mingbai.courses.heldclass.HeldClass;
import cn.mingbai.courses.heldclass.HeldClasses;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The classes of the demo's town: one that was held, with its signed sheet; the make-up class for those who were away, still
 * without one; and one that is planned.
 */
@Component
@Internal
class DemoClasses {

    private static final BigDecimal HALF_A_DAY = new BigDecimal("4");

    private final HeldClasses classes;
    private final ClassSignIn signIn;

    DemoClasses(HeldClasses classes, ClassSignIn signIn) {
        this.classes = classes;
        this.signIn = signIn;
    }

    /**
     * Plans, holds and makes up, as the town's officer.
     *
     * @param on does something on a day
     */
    void hold(DivisionId town, LocalDate begin, LocalDate loadedOn, BiConsumer<LocalDate, Runnable> on) {
        var first = begin.plusDays(9);
        on.accept(begin.plusDays(4), () -> {
            if (classes.list(Year.from(first)).isEmpty()) {
                classes.plan(town, draft("低保政策集中培训（演示）", town, first, EnumSet.of(Duty.VILLAGE_STAFF, Duty.TOWN_STAFF)));
            }
        });
        on.accept(first, () -> withSheet(find(first), 5));
        var second = begin.plusDays(23);
        on.accept(first.plusDays(3), () -> {
            if (missing(second)) {
                classes.makeUp(find(first), second);
            }
        });
        on.accept(second, () -> attend(find(second), 2));
        var third = loadedOn.plusDays(6);
        on.accept(loadedOn.minusDays(2), () -> {
            if (missing(third)) {
                classes.plan(town, draft("宣传员入户练习课（演示）", town, third, EnumSet.of(Duty.OUTREACH_A, Duty.OUTREACH_B)));
            }
        });
    }

    /** A printed list of the year's first class: paper, wherever the demo needs some. */
    byte[] printed(LocalDate day) {
        return classes.signInSheet(classes.list(Year.from(day)).getLast().id());
    }

    /** One in {@code away} is not there; the list that was printed comes back as the signed sheet. */
    private void withSheet(ClassId id, int away) {
        if (classes.one(id).sheets().isEmpty()) {
            signIn.attachSheet(id, "签到表（演示）.pdf", classes.signInSheet(id));
        }
        attend(id, away);
    }

    private void attend(ClassId id, int away) {
        var found = classes.one(id);
        if (!found.present().isEmpty()) {
            return;
        }
        List<PersonId> people =
                found.people().stream().map(HeldClass.Seat::person).toList();
        signIn.tick(
                id,
                people.stream()
                        .filter(person -> people.indexOf(person) % away != 0)
                        .collect(Collectors.toSet()));
        signIn.close(id);
    }

    private boolean missing(LocalDate day) {
        return classes.list(Year.from(day)).stream()
                .noneMatch(line -> line.day().equals(day));
    }

    private ClassId find(LocalDate day) {
        return classes.list(Year.from(day)).stream()
                .filter(line -> line.day().equals(day))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static ClassDraft draft(String title, DivisionId town, LocalDate day, Set<Duty> duties) {
        return new ClassDraft(
                title,
                Set.of("01"),
                "玉潭镇政府二楼会议室（演示）",
                "演示区经办",
                day,
                LocalTime.of(8, 30),
                LocalTime.of(11, 30),
                HALF_A_DAY,
                Set.of(town),
                duties);
    }
}
